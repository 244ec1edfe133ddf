import { expect, test } from "vitest";

import { matchRoutePath } from "./route-path";

test.each([
  ["/agents/[agent]", "/agents/agt_1", { agent: "agt_1" }],
  ["/agents/[agent]", "/agents/agt_1/", { agent: "agt_1" }],
  ["/agents/[agent]", "/agents/agt_1/studio", { agent: "agt_1" }],
  ["/agents/[agent]/studio", "/agents/agt_1/studio", { agent: "agt_1" }],
  ["/agents/[agent]/studio", "/agents/agt_1", null],
  ["/agents/[agent]", "/agents/", null],
  ["/agents/[agent]", "/runs/run_1", null],
])("%s in %s", (pattern, path, expected) => {
  expect(matchRoutePath(pattern, path)).toEqual(expected);
});
