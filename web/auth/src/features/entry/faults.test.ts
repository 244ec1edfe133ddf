import { expect, test } from "vitest";

import { faultsOf } from "./faults";

test.each([
  ["", "secret", ["email"]],
  ["nobody", "secret", ["email"]],
  ["a b@example.com", "secret", ["email"]],
  ["ada@example.com", "", ["password"]],
  ["", "", ["email", "password"]],
  ["ada@localhost", "secret", []],
])("%j with %j has faults in %j", (email, password, expected) => {
  expect(Object.keys(faultsOf({ email, password }, null))).toEqual(expected);
});

test("only a new password has to be long", () => {
  const fields = { email: "ada@example.com", password: "short" };
  expect(faultsOf(fields, null)).toEqual({});
  expect(faultsOf(fields, 15)).toEqual({ password: expect.stringContaining("15 characters") as string });
});
