import { expect, test } from "vitest";

import { themeCookie, themeIn, themeScript } from "./theme";

test.each([
  ["", "system"],
  ["elevaite_theme=dark", "dark"],
  ["a=b; elevaite_theme=light; c=d", "light"],
  ["not_elevaite_theme=dark", "system"],
  ["elevaite_theme=evil", "system"],
])("%j means %s", (cookies, expected) => {
  expect(themeIn(cookies)).toBe(expected);
});

test("choosing the system's theme forgets the choice", () => {
  expect(themeCookie("system")).toContain("Max-Age=0");
});

test("the script before the first paint reads the cookie that the switch writes", () => {
  const element = { dataset: {} as Record<string, string> };
  const run = new Function("document", themeScript) as (document: object) => void;
  run({ cookie: themeCookie("dark").split(";")[0], documentElement: element });
  expect(element.dataset).toEqual({ theme: "dark" });
});
