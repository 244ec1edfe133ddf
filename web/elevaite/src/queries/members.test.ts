import { expect, test } from "vitest";

import { nameOf } from "./members";

const members = [
  { id: "usr_1", name: "Ada", email: "ada@example.com" },
  { id: "usr_2", name: "", email: "bob@example.com" },
];

test.each([
  ["usr_1", "usr_1", "You"],
  ["usr_1", "usr_2", "Ada"],
  ["usr_2", "usr_1", "bob@example.com"],
  ["usr_3", "usr_1", "Former member"],
])("%s is to %s %s", (id, me, name) => {
  expect(nameOf(id, me, members)).toBe(name);
});

test("nobody is called former before the members are known", () => {
  expect(nameOf("usr_3", "usr_1", undefined)).toBeNull();
  expect(nameOf("usr_3", undefined, members)).toBeNull();
});
