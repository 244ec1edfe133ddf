import { expect, test, vi } from "vitest";

import { filesOf, hrefOf } from "./notifications";

vi.mock("@elevaite/shared/api", () => ({ engine: {}, unwrap: vi.fn() }));
vi.mock("@elevaite/shared/query", () => ({ cursorPaging: {} }));

test("a link never leaves the app", () => {
  expect(hrefOf({ link: "/runs/run_1" })).toBe("/runs/run_1");
  for (const link of [
    "//evil.example",
    "/\\evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "",
  ]) {
    expect(hrefOf({ link })).toBe("/notifications");
  }
});

test("files are read from what a notification carries, and nothing else is", () => {
  const files = [{ id: "file_1", name: "Q4.pdf" }, { id: 7 }, null, "file_2"];
  expect(filesOf({ data: { files } as never })).toEqual([{ id: "file_1", name: "Q4.pdf" }]);
  expect(filesOf({ data: {} })).toEqual([]);
  expect(filesOf({ data: { files: "many" } as never })).toEqual([]);
});
