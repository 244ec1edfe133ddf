import { expect, test } from "vitest";

import { argumentsOf, isAsked, readApproval } from "./approval-payload";

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

test("arguments can be changed where the tool says which ones it takes", () => {
  expect(readApproval({ tool: "refund", arguments: {}, parameters: { type: "object" } }).canEdit).toBe(true);
  expect(readApproval({ tool: "refund", arguments: {} }).canEdit).toBe(false);
  expect(readApproval({ title: "Send it?", parameters: { type: "object" } }).canEdit).toBe(false);
});

test("only a JSON object is arguments", () => {
  expect(argumentsOf(' {"sum": 4}\n')).toEqual({ sum: 4 });
  for (const typed of ["", "{", "[]", "null", "7", '"x"', "{sum: 4}"]) expect(argumentsOf(typed)).toBe(null);
});
