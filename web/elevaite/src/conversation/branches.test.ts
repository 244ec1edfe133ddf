import { describe, expect, it } from "vitest";

import { branchOf, endOf, versionsOf } from "./branches";
import type { StoredMessage } from "./history";

function message(id: string, parent: string | null): StoredMessage {
  return {
    id,
    role: id.startsWith("q") ? "user" : "assistant",
    parts: [],
    run_id: null,
    parent_id: parent,
    status: null,
    feedback: null,
    created_at: "2026-01-01T00:00:00Z",
  };
}

// q1 has two answers; after the first something was asked, and asked in other words.
const tree = [
  message("q1", null),
  message("a1", "q1"),
  message("q2", "a1"),
  message("a2", "q2"),
  message("a3", "q1"),
  message("q4", "a1"),
  message("a4", "q4"),
];
const ids = (messages: StoredMessage[]) => messages.map(({ id }) => id);

describe("branches", () => {
  it("shows what leads to the head", () => {
    expect(ids(branchOf(tree, "a2"))).toEqual(["q1", "a1", "q2", "a2"]);
    expect(ids(branchOf(tree, "a3"))).toEqual(["q1", "a3"]);
    expect(ids(branchOf(tree, null))).toEqual(["q1", "a1", "q4", "a4"]);
    expect(ids(branchOf(tree, "gone"))).toEqual(["q1", "a1", "q4", "a4"]);
    expect(branchOf([], null)).toEqual([]);
  });

  it("counts what stands in the same place", () => {
    const versions = versionsOf(tree);
    expect(versions.get("a1")).toEqual({ index: 0, ids: ["a1", "a3"] });
    expect(versions.get("a3")).toEqual({ index: 1, ids: ["a1", "a3"] });
    expect(versions.get("q4")).toEqual({ index: 1, ids: ["q2", "q4"] });
    expect(versions.has("q1")).toBe(false);
    expect(versions.has("a4")).toBe(false);
  });

  it("finds where a branch ends", () => {
    expect(endOf(tree, "a1")).toBe("a4");
    expect(endOf(tree, "q2")).toBe("a2");
    expect(endOf(tree, "a3")).toBe("a3");
  });
});
