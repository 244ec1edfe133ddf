import { expect, test } from "vitest";

import { routesOf } from "./routes.mjs";

const pages = ["/agents/[agent]", "/agents/[agent]/studio", "/agents/[agent]/runs/[run]"];

test("every file for the placeholder answers for all ids, those with fewer blanks first", () => {
  const files = [
    "/agents.html",
    "/agents/_/runs/_.html",
    "/agents/_.html",
    "/agents/_.txt",
    "/agents/_/__next._tree.txt",
    "/agents/_/studio.html",
    "/_next/static/a.js",
  ];
  expect(routesOf(pages, files)).toEqual([
    { pattern: "/agents/[agent]/__next._tree.txt", file: "/agents/_/__next._tree.txt" },
    { pattern: "/agents/[agent]/studio", file: "/agents/_/studio.html" },
    { pattern: "/agents/[agent]", file: "/agents/_.html" },
    { pattern: "/agents/[agent].txt", file: "/agents/_.txt" },
    { pattern: "/agents/[agent]/runs/[run]", file: "/agents/_/runs/_.html" },
  ]);
});

test("a placeholder that belongs to no page is a mistake", () => {
  expect(() => routesOf(pages, ["/runs/_.html"])).toThrow("belongs to no dynamic page");
});
