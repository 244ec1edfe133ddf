import { expect, test } from "vitest";

import { introductionOf } from "./introduction";

test("the chat trigger greets and suggests, the tools say what they do", () => {
  const workflow = {
    nodes: [
      { kind: "chat_trigger", config: { greeting: "Hello!", suggestions: ["Where is 1042?", ""] } },
      { kind: "agent" },
      { kind: "sql_query", tool: { name: "lookup", description: "Looks it up." } },
    ],
  };
  expect(introductionOf(workflow)).toEqual({
    hasChat: true,
    greeting: "Hello!",
    suggestions: ["Where is 1042?"],
    tools: [{ name: "lookup", description: "Looks it up." }],
  });
});

test("a workflow without anything of it says nothing", () => {
  const nothing = { hasChat: false, greeting: "", suggestions: [], tools: [] };
  for (const workflow of [undefined, null, {}, { nodes: 7 }, { nodes: [{ kind: "manual_trigger" }] }]) {
    expect(introductionOf(workflow)).toEqual(nothing);
  }
});
