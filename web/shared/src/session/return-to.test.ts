import { expect, test } from "vitest";

import { safeReturnTo, signInAddress } from "./return-to";

const origins = { auth_app: "https://auth.example", elevaite_app: "https://app.example" };

test.each([
  ["https://app.example/agents?search=a#x", "https://app.example/agents?search=a#x"],
  ["https://auth.example/security", "https://auth.example/security"],
])("goes back to %s", (asked, expected) => {
  expect(safeReturnTo(asked, origins)).toBe(expected);
});

test.each([
  null,
  "",
  "/agents",
  "//evil.example",
  "https://evil.example/https://app.example",
  "https://app.example.evil.example/",
  "https://app.example@evil.example/",
  "https://someone@app.example/",
  "http://app.example/",
  "https://app.example:444/",
  "javascript:alert(1)",
  "data:text/html,x",
  "blob:https://app.example/1",
  "https:\\\\evil.example",
  "\u0000https://evil.example",
])("goes to the ElevAIte App instead of %j", (asked) => {
  expect(safeReturnTo(asked, origins)).toBe("https://app.example/");
});

test("the way to the sign-in carries the way back", () => {
  const address = new URL(signInAddress("https://app.example/a?b=c&d", origins));
  expect(address.origin + address.pathname).toBe("https://auth.example/sign-in");
  expect(address.searchParams.get("return_to")).toBe("https://app.example/a?b=c&d");
});
