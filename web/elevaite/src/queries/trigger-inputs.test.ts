import { expect, test } from "vitest";

import { triggersIn } from "./trigger-inputs";

test("the manual trigger comes first, and what is off does not come at all", () => {
  const nodes = [
    { id: "chat", kind: "chat_trigger", title: "Ask" },
    { id: "hook", kind: "webhook_trigger", disabled: true },
    { id: "send", kind: "send_mail" },
    { id: "start", kind: "manual_trigger" },
  ];
  expect(triggersIn({ nodes })).toEqual([
    { id: "start", kind: "manual_trigger", title: "" },
    { id: "chat", kind: "chat_trigger", title: "Ask" },
  ]);
});

test.each([[null], [undefined], [{}]])("%j has none", (workflow) => {
  expect(triggersIn(workflow)).toEqual([]);
});
