import { expect, test } from "vitest";

import { isAsked, readApproval } from "./approval-payload";

test("a question of a node", () => {
  expect(readApproval({ title: "Send it?", message: "To: a@b.test", assignees: ["a@b.test"] })).toMatchObject(
    {
      title: "Send it?",
      message: "To: a@b.test",
      tool: null,
      assignees: ["a@b.test"],
    },
  );
});

test("a call that an agent wants to make", () => {
  const payload = { tool: "refund", title: "Gives money back", arguments: { order: 7 }, call_id: "c1" };
  expect(readApproval(payload)).toMatchObject({
    title: "",
    tool: "refund",
    toolPurpose: "Gives money back",
    args: { order: 7 },
  });
});

test("whatever else there is breaks nothing", () => {
  for (const payload of [null, undefined, 7, "x", [], { title: 7, message: {}, assignees: "all" }]) {
    expect(readApproval(payload)).toMatchObject({ title: "", message: "", tool: null, assignees: [] });
  }
});

test("who is named is asked, in whatever case the address is written", () => {
  expect(isAsked([], "a@b.test")).toBe(true);
  expect(isAsked(["A@B.test"], "a@b.test")).toBe(true);
  expect(isAsked(["c@b.test"], "a@b.test")).toBe(false);
});
