import { expect, test } from "vitest";

import { filesIn } from "./result-files";

test("the files of a result are found wherever they stand, each once", () => {
  const report = { file_id: "file_1", name: "Q4.pdf", size: 10, url: "https://x" };
  expect(
    filesIn({ run_id: "run_1", output: { pages: [report, { again: report }, { id: "file_2" }] } }),
  ).toEqual([
    { id: "file_1", name: "Q4.pdf", size: 10 },
    { id: "file_2", name: "file_2", size: null },
  ]);
});

test.each([[null], ["file_1"], [{ id: "agt_1" }], [[1, 2]]])("%j speaks of none", (value) => {
  expect(filesIn(value)).toEqual([]);
});
