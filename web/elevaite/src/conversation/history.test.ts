import { expect, test } from "vitest";

import type { ChatMessage } from "./chat-message";
import { joinHistory, runUnderWay, type StoredMessage } from "./history";
import { filesOf } from "./message-file";

const stored = (id: string, role: "user" | "assistant", run: string, text = id): StoredMessage => ({
  id,
  role,
  parts: [{ type: "text", text }],
  run_id: run,
  parent_id: null,
  status: role === "assistant" ? "succeeded" : null,
  feedback: null,
  created_at: "2026-08-03T10:00:00Z",
});
const underWay = (run: string, status: "queued" | "running"): StoredMessage => ({
  ...stored(run.replace("run_", "msg_"), "assistant", run),
  parts: [],
  status,
});
/** One after the other, the last of which is shown. */
const talk = (...said: StoredMessage[]) => ({
  head: said.at(-1)?.id ?? null,
  messages: said.map((message, at) => ({ ...message, parent_id: said[at - 1]?.id ?? null })),
});
const ids = (messages: ChatMessage[]) => messages.map(({ id }) => id);
const live = (id: string, status: "running" | "succeeded", text: string): ChatMessage => ({
  id,
  role: "assistant",
  parts: [{ type: "text", text, state: "done" }],
  metadata: { run_id: id.replace("msg_", "run_"), status },
});

test("questions and answers are shown as they are stored", () => {
  const joined = joinHistory(
    talk(stored("msg_q", "user", "run_1"), stored("msg_1", "assistant", "run_1")),
    [],
  );
  expect(ids(joined)).toEqual(["msg_q", "msg_1"]);
  expect(joined[1]?.metadata).toMatchObject({ run_id: "run_1", status: "succeeded", is_outline: true });
  expect(runUnderWay(joined)).toBe(null);
});

test("a run that has not answered has its place behind its question", () => {
  const joined = joinHistory(
    talk(
      stored("msg_a", "user", "run_1"),
      stored("msg_1", "assistant", "run_1"),
      stored("msg_b", "user", "run_2"),
      underWay("run_2", "running"),
      stored("msg_c", "user", "run_3"),
      underWay("run_3", "queued"),
    ),
    [],
  );
  expect(ids(joined)).toEqual(["msg_a", "msg_1", "msg_b", "msg_2", "msg_c", "msg_3"]);
  expect(runUnderWay(joined)).toBe("run_2");
});

test("the answer that is being read is not doubled, and stays as it is read", () => {
  const running = live("msg_1", "running", "Once upon");
  const history = talk(stored("msg_q", "user", "run_1"), underWay("run_1", "running"));
  const joined = joinHistory(history, [running]);
  expect(ids(joined)).toEqual(["msg_q", "msg_1"]);
  expect(joined[1]).toBe(running);
});

test("what another branch says is not shown, also when this page has read it", () => {
  const question = stored("msg_q", "user", "run_1");
  const first = { ...stored("msg_1", "assistant", "run_1"), parent_id: "msg_q" };
  const second = { ...stored("msg_2", "assistant", "run_2"), parent_id: "msg_q" };
  const messages = [question, first, second];
  const known = [live("msg_1", "succeeded", "First"), live("msg_2", "succeeded", "Second")];
  expect(ids(joinHistory({ head: "msg_1", messages }, known))).toEqual(["msg_q", "msg_1"]);
  expect(ids(joinHistory({ head: "msg_2", messages }, known))).toEqual(["msg_q", "msg_2"]);
});

test("an answer that was read to its end keeps its steps; one that was cut off becomes the stored one", () => {
  const history = talk(stored("msg_q", "user", "run_1"), stored("msg_1", "assistant", "run_1", "Whole"));
  const whole = live("msg_1", "succeeded", "Whole");
  expect(joinHistory(history, [whole])[1]).toBe(whole);
  expect(joinHistory(history, [live("msg_1", "running", "Who")])[1]?.parts[0]).toMatchObject({
    text: "Whole",
  });
});

test("a message of this page gives way to the stored one of its run; one that was not sent stays", () => {
  const sent: ChatMessage = { id: "local1", role: "user", parts: [], metadata: { run_id: "run_1" } };
  const unsent: ChatMessage = { id: "local2", role: "user", parts: [] };
  const history = talk(stored("msg_q", "user", "run_1"), underWay("run_1", "running"));
  expect(ids(joinHistory(history, [sent, unsent]))).toEqual(["msg_q", "msg_1", "local2"]);
});

test("other words that were not sent stay, and give way to the stored ones", () => {
  const history = talk(stored("msg_q", "user", "run_1"), stored("msg_1", "assistant", "run_1"));
  const edited: ChatMessage = { id: "msg_q", role: "user", parts: [], metadata: { replaces: "msg_q" } };
  expect(joinHistory(history, [edited]).at(-1)).toBe(edited);
  const sent = { ...edited, metadata: { ...edited.metadata, run_id: "run_1" } };
  expect(ids(joinHistory(history, [sent]))).toEqual(["msg_q", "msg_1"]);
});

test("a failure and a stop are told apart", () => {
  const failed = (code: string): StoredMessage => ({
    ...stored("msg_1", "assistant", "run_1"),
    status: null,
    parts: [{ type: "error", code, text: "The agent failed." }],
  });
  expect(joinHistory(talk(failed("internal")), [])[0]?.metadata?.status).toBe("failed");
  expect(joinHistory(talk(failed("cancelled")), [])[0]?.metadata?.status).toBe("cancelled");
});

test("files and sources are parts of what was said, and a deleted file says so", () => {
  const parts = [
    { type: "file", file_id: "file_1", filename: "a.csv", mediaType: "text/csv", size: 9, is_gone: true },
    { type: "source-url", sourceId: "source-1", url: "https://a.test/", title: "A" },
    { type: "of-tomorrow" },
  ];
  const [message] = joinHistory(talk({ ...stored("msg_q", "user", "run_1"), parts }), []);
  expect(filesOf(message as ChatMessage)).toEqual([
    { id: "file_1", name: "a.csv", type: "text/csv", size: 9, isGone: true },
  ]);
  expect(message?.parts.map(({ type }) => type)).toEqual(["file", "source-url"]);
});

test("what a worker answers has its place, and keeps nobody waiting", () => {
  const parts = [{ type: "data-job", data: { job_id: "job_1" } }];
  const joined = joinHistory(
    talk(stored("msg_q", "user", "run_1"), { ...underWay("run_1", "queued"), parts }),
    [],
  );
  expect(joined[1]?.metadata).toEqual({ run_id: "run_1", status: "queued", job_id: "job_1" });
  expect(runUnderWay(joined)).toBe(null);
});
