import { expect, it } from "vitest";

import { catalogue } from "../document/testing";
import { rankKinds } from "./rank";

it("puts titles before descriptions", () => {
  const kinds = [...catalogue.values()].map((kind) =>
    kind.kind === "trigger" ? { ...kind, title: "Chat", description: "Calls the agent" } : kind,
  );
  expect(rankKinds(kinds, " AGENT ").map(({ kind }) => kind)).toEqual(["agent", "trigger"]);
  expect(rankKinds(kinds, "nothing")).toEqual([]);
  expect(rankKinds(kinds, "")).toHaveLength(kinds.length);
});
