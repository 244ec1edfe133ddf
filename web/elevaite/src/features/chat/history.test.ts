import { expect, test } from "vitest";

import type { ChatMessage } from "./chat-message";
import { joinHistory, runUnderWay, type StoredMessage } from "./history";

const stored = (id: string, role: "user" | "assistant", run: string, text = id): StoredMessage => ({
  id,
  role,
  parts: [{ type: "text", text }],
  run_id: run,
  created_at: "2026-08-03T10:00:00Z",
});
const ids = (messages: ChatMessage[]) => messages.map(({ id }) => id);
const live = (id: string, status: "running" | "succeeded", text: string): ChatMessage => ({
  id,
  role: "assistant",
  parts: [{ type: "text", text, state: "done" }],
  metadata: { run_id: id.replace("msg_", "run_"), status },
});

test("questions and answers are shown as they are stored", () => {
  const joined = joinHistory([stored("msg_q", "user", "run_1"), stored("msg_1", "assistant", "run_1")], []);
  expect(ids(joined)).toEqual(["msg_q", "msg_1"]);
  expect(joined[1]?.metadata).toMatchObject({ run_id: "run_1", status: "succeeded", is_outline: true });
  expect(runUnderWay(joined)).toBe(null);
});

test("a run that has not answered has a place behind its question", () => {
  const joined = joinHistory(
    [
      stored("msg_a", "user", "run_1"),
      stored("msg_1", "assistant", "run_1"),
      stored("msg_b", "user", "run_2"),
      stored("msg_c", "user", "run_3"),
    ],
    [],
  );
  expect(ids(joined)).toEqual(["msg_a", "msg_1", "msg_b", "msg_2", "msg_c", "msg_3"]);
  expect(runUnderWay(joined)).toBe("run_2");
});

test("the answer that is being read is not doubled, and stays as it is read", () => {
  const running = live("msg_1", "running", "Once upon");
  const joined = joinHistory([stored("msg_q", "user", "run_1")], [running]);
  expect(ids(joined)).toEqual(["msg_q", "msg_1"]);
  expect(joined[1]).toBe(running);
});

test("an answer that was read to its end keeps its steps; one that was cut off becomes the stored one", () => {
  const history = [stored("msg_q", "user", "run_1"), stored("msg_1", "assistant", "run_1", "Whole")];
  const whole = live("msg_1", "succeeded", "Whole");
  expect(joinHistory(history, [whole])[1]).toBe(whole);
  expect(joinHistory(history, [live("msg_1", "running", "Who")])[1]?.parts[0]).toMatchObject({
    text: "Whole",
  });
});

test("a message of this page gives way to the stored one of its run; one that was not sent stays", () => {
  const sent: ChatMessage = { id: "local1", role: "user", parts: [], metadata: { run_id: "run_1" } };
  const unsent: ChatMessage = { id: "local2", role: "user", parts: [] };
  expect(ids(joinHistory([stored("msg_q", "user", "run_1")], [sent, unsent]))).toEqual([
    "msg_q",
    "msg_1",
    "local2",
  ]);
});

test("a failure and a stop are told apart", () => {
  const failed = (code: string): StoredMessage => ({
    ...stored("msg_1", "assistant", "run_1"),
    parts: [{ type: "error", code, text: "The agent failed." }],
  });
  expect(joinHistory([failed("internal")], [])[0]?.metadata?.status).toBe("failed");
  expect(joinHistory([failed("cancelled")], [])[0]?.metadata?.status).toBe("cancelled");
});
