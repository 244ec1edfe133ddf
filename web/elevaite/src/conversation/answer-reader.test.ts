import { expect, test } from "vitest";

import type { RunEvent } from "@/queries/run-journal";

import { answerOf, blocksOf } from "./answer-parts";
import { createAnswerReader } from "./answer-reader";
import type { ChatChunk } from "./chat-message";

let seq = 0;
const event = (type: string, more: Partial<RunEvent> & { responds?: boolean } = {}): RunEvent => ({
  seq: ++seq,
  type,
  at: "2026-08-03T10:00:00.000Z",
  ...more,
});
const call = (step: string, text: string) => [
  event("step_started", { step, kind: "model_call" }),
  event("step_succeeded", { step, kind: "model_call", output: { text, model: "demo:default" } }),
];
const tool = (id: string) => [
  event("step_started", {
    step: `agent:tool.${id}`,
    kind: "tool_call",
    title: id,
    input: { arguments: { n: 1 } },
  }),
  event("step_succeeded", { step: `agent:tool.${id}`, kind: "tool_call", title: id, output: { ok: true } }),
];
const textOfChunks = (chunks: ChatChunk[]) =>
  chunks.map((chunk) => (chunk.type === "text-delta" ? chunk.delta : "")).join("");
const shownText = (events: RunEvent[]) =>
  blocksOf(answerOf("run_1", events).parts).map((block) => (block.kind === "text" ? block.text : block.kind));

test("fragments are said as they come, and the record adds only what is missing", () => {
  const reader = createAnswerReader("run_1");
  reader.connected();
  const first = reader.delta({ step: "agent:model.1", text: "Hel" });
  const second = reader.delta({ step: "agent:model.1", text: "lo" });
  const recorded = reader.events(call("agent:model.1", "Hello you"));
  expect(textOfChunks([...first, ...second, ...recorded])).toBe("Hello you");
  expect(first[0]).toMatchObject({ type: "text-start", id: "agent:model.1#1" });
  expect(recorded.at(-2)).toMatchObject({ type: "text-end", id: "agent:model.1#1" });
});

test("after a broken connection the first fragment is all that has been said: nothing is doubled", () => {
  const reader = createAnswerReader("run_1");
  reader.connected();
  const before = reader.delta({ step: "m", text: "Once upon" });
  reader.connected();
  const after = reader.delta({ step: "m", text: "Once upon a" });
  const more = reader.delta({ step: "m", text: " time" });
  expect(textOfChunks([...before, ...after, ...more])).toBe("Once upon a time");
});

test("fragments that were dropped on the way are made up for by the record", () => {
  const reader = createAnswerReader("run_1");
  reader.connected();
  reader.delta({ step: "m", text: "Once " });
  reader.delta({ step: "m", text: "time" });
  const chunks = reader.events(call("m", "Once upon a time"));
  expect(chunks.filter(({ type }) => type === "data-retracted")).toHaveLength(1);
  expect(textOfChunks(chunks)).toBe("Once upon a time");
});

test("fragments behind the record of their call say nothing again", () => {
  const reader = createAnswerReader("run_1");
  reader.connected();
  reader.events(call("m", "Once upon a time."));
  expect(reader.delta({ step: "m", text: "Once upon" })).toEqual([]);
  reader.events([
    event("step_retrying", { step: "n", kind: "model_call" }),
    event("step_started", { step: "n", kind: "model_call", attempt: 2 }),
  ]);
  expect(textOfChunks(reader.delta({ step: "n", text: "Again" }))).toBe("Again");
});

test("a model call that is repeated after a crash retracts what it had said", () => {
  const reader = createAnswerReader("run_1");
  reader.connected();
  reader.delta({ step: "m", text: "Maybe" });
  const resumed = reader.events([event("run_resumed")]);
  expect(resumed).toContainEqual({ type: "data-retracted", id: "m#1", data: { block: "m#1" } });
  expect(textOfChunks(reader.delta({ step: "m", text: "No" }))).toBe("No");
});

test("texts, tool calls and steps stand in the order of the journal", () => {
  expect(
    shownText([
      event("run_created"),
      event("step_succeeded", { step: "chat", kind: "chat_trigger" }),
      event("step_succeeded", { step: "check", kind: "condition" }),
      event("step_succeeded", { step: "set", kind: "set_fields" }),
      event("step_started", { step: "agent", kind: "agent" }),
      ...call("agent:model.1", "I look it up."),
      ...tool("lookup"),
      ...call("agent:model.2", "It is shipped."),
      event("step_succeeded", { step: "agent", kind: "agent", output: { text: "It is shipped." } }),
      event("run_succeeded", { output: { text: "It is shipped." } }),
    ]),
  ).toEqual(["activity", "I look it up.", "tool", "It is shipped."]);
});

test("an answer without a model is the output of the run, said once", () => {
  const events = [
    event("step_succeeded", { step: "answer", kind: "respond", output: { text: "Done." }, responds: true }),
    event("run_succeeded", { output: { text: "Done.", status: 200 } }),
  ];
  expect(shownText(events)).toEqual(["Done."]);
  expect(shownText([event("run_succeeded", { output: { total: 3 } })])).toEqual([
    '```json\n{\n  "total": 3\n}\n```',
  ]);
});

test("an approval is asked, answered, and closed by the end of the run", () => {
  const waiting = event("step_waiting", { step: "ask", key: "approval", payload: { title: "Send?" } });
  const [asked] = blocksOf(answerOf("run_1", [waiting]).parts);
  expect(asked).toMatchObject({ approval: { run_id: "run_1", step: "ask", answer: null, is_over: false } });
  const payload = { approved: true, by: "usr_1", comment: "ok" };
  const signalled = event("step_signalled", { step: "ask", key: "approval", payload });
  const answer = { approved: true, comment: "ok", by: "usr_1", is_timeout: false };
  expect(blocksOf(answerOf("run_1", [waiting, signalled]).parts)[0]).toMatchObject({ approval: { answer } });
  const cancelled = event("run_cancelled", { reason: "Enough." });
  const blocks = blocksOf(answerOf("run_1", [waiting, cancelled]).parts);
  expect(blocks[0]).toMatchObject({ approval: { answer: null, is_over: true } });
  expect(blocks[1]).toMatchObject({ failure: { status: "cancelled", message: "Enough." } });
});

test("a failed run says what failed", () => {
  const error = { code: "unavailable", message: "No model answered." };
  const answer = answerOf("run_1", [event("run_failed", { error })]);
  expect(blocksOf(answer.parts)).toMatchObject([
    { kind: "failure", failure: { status: "failed", ...error } },
  ]);
  expect(answer.metadata).toMatchObject({ run_id: "run_1", status: "failed" });
});

test("what the model is and what it cost is known of the answer", () => {
  const usage = { input_tokens: 10, output_tokens: 5, cost_usd_nanos: 0 };
  const output = { text: "Hi", model: "demo:default", metadata: { demo: true } };
  const { metadata } = answerOf("run_1", [
    event("step_succeeded", { step: "m", kind: "model_call", output }),
    event("run_succeeded", { output: { text: "Hi" }, usage }),
  ]);
  expect(metadata).toMatchObject({ model: "demo:default", is_demo: true, usage, status: "succeeded" });
});

test("a loop of thousands of steps does not fill the chat", () => {
  const events = Array.from({ length: 1000 }, (_, pass) =>
    event("step_succeeded", { step: `each[${pass}].set`, kind: "set_fields" }),
  );
  const answer = answerOf("run_1", events);
  expect(answer.parts).toHaveLength(200);
  expect(answer.metadata?.hidden_steps).toBe(800);
});

test("a step that changes keeps its place", () => {
  const reader = createAnswerReader("run_1");
  const [started] = reader.events([event("step_started", { step: "fetch", kind: "http_request" })]);
  const [ended] = reader.events([
    event("step_succeeded", { step: "fetch", kind: "http_request", output: 1 }),
  ]);
  expect(started).toMatchObject({ type: "data-step", id: "fetch", data: { status: "running" } });
  expect(ended).toMatchObject({ type: "data-step", id: "fetch", data: { status: "succeeded", output: 1 } });
});

const file = { file_id: "file_1", name: "q4.pdf", content_type: "application/pdf", size: 9 };

test("a made file and declared sources stand at the end, each once", () => {
  const rules = { document_id: "doc_1", title: "Rules.pdf", passage: "Thirty days." };
  const sources = [{ url: "https://a.test/", title: "A" }, rules, rules];
  const blocks = blocksOf(
    answerOf("run_1", [
      event("step_succeeded", { step: "chat", kind: "chat_trigger", output: { files: [attached] } }),
      event("step_succeeded", { step: "report", kind: "report", output: file }),
      event("step_succeeded", { step: "again", kind: "set_fields", output: { file, attached } }),
      event("step_succeeded", { step: "agent:tool.a", kind: "tool_call", title: "a", output: { sources } }),
      event("run_succeeded", { output: { text: "It is ready." } }),
    ]).parts,
  );
  expect(blocks.map(({ kind }) => kind)).toEqual(["activity", "tool", "text", "files", "sources"]);
  expect(blocks.at(-2)).toMatchObject({ files: [{ id: "file_1", name: "q4.pdf" }] });
  expect(blocks.at(-1)).toMatchObject({
    sources: [
      { url: "https://a.test/", title: "A" },
      { url: null, title: "Rules.pdf", passage: "Thirty days." },
    ],
  });
});

const attached = { file_id: "file_2", name: "sent.csv", content_type: "text/csv", size: 9 };

test("a run that answers with a file shows the file and not what is known of it", () => {
  const events = [
    event("step_succeeded", { step: "report", kind: "report", output: file }),
    event("run_succeeded", { output: file }),
  ];
  expect(shownText(events)).toEqual(["activity", "files"]);
});
