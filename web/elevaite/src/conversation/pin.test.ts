import { expect, test } from "vitest";

import { nextPin } from "./pin";

const place = (top: number, height = 1000) => ({ top, height, viewport: 400 });

test("scrolling up lets go, by however little", () => {
  expect(nextPin(true, place(600), place(598))).toBe(false);
});

test("what grows while one reads the end is followed", () => {
  expect(nextPin(true, place(600), place(600, 1400))).toBe(true);
});

test("what grows while one reads above is not", () => {
  expect(nextPin(false, place(300), place(300, 1400))).toBe(false);
});

test("coming back to the end holds on again", () => {
  expect(nextPin(false, place(300), place(590))).toBe(true);
  expect(nextPin(false, place(300), place(400))).toBe(false);
});

test("a text that shrinks moves the place without letting go", () => {
  expect(nextPin(true, place(600), place(500, 900))).toBe(true);
});
