import { expect, test, vi } from "vitest";

import type { FollowPorts } from "@/queries/run-events";

import type { ChatChunk, ChatMessage } from "./chat-message";
import { createRunTransport, type StartedRun } from "./run-transport";

vi.mock("@elevaite/shared/session", () => ({ authorizedFetch: fetch }));

type Asked = { address: string; headers: Headers; body: unknown };
type Answer = Response | Error | ((asked: Asked) => Response);

const kHeaders = { "x-run-id": "run_1", "x-conversation-id": "conv_1" };
const frame = (seq: number, event: object) =>
  `id: ${seq}\ndata: ${JSON.stringify({ seq, at: "2026-08-03T10:00:00Z", ...event })}\n\n`;
const delta = (text: string) =>
  `event: delta\ndata: ${JSON.stringify({ type: "text_delta", step: "m", text })}\n\n`;
const kEnd = 'event: end\ndata: {"status":"succeeded"}\n\n';
const said = (text: string) => ({ type: "step_succeeded", step: "m", kind: "model_call", output: { text } });

/** A body that says its pieces one by one and then breaks, closes, or never ends. */
function body(pieces: string[], end: "breaks" | "closes" | "stays", onCancel = () => undefined) {
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const piece = pieces.shift();
        if (piece !== undefined) controller.enqueue(new TextEncoder().encode(piece));
        else if (end === "breaks") controller.error(new TypeError("network error"));
        else if (end === "closes") controller.close();
        else return new Promise(() => undefined);
      },
      cancel: onCancel,
    },
    { highWaterMark: 0 },
  );
}

function stage(answers: Answer[], resume: string | null = null) {
  const asked: Asked[] = [];
  const started: StartedRun[] = [];
  const connections: boolean[] = [];
  const ports: FollowPorts = {
    fetch: (input, init) => {
      const request = { address: String(input), headers: new Headers(init?.headers), body: init?.body };
      asked.push(request);
      const answer = answers.shift();
      if (!answer || answer instanceof Error) return Promise.reject(answer ?? new Error("asked too often"));
      return Promise.resolve(typeof answer === "function" ? answer(request) : answer);
    },
    sleep: () => Promise.resolve(),
  };
  const transport = createRunTransport(
    {
      agent: "talker",
      conversation: () => "draft-1",
      runToResume: () => resume,
      onStarted: (run) => started.push(run),
      onConnection: (isConnected) => connections.push(isConnected),
    },
    ports,
  );
  const message: ChatMessage = { id: "m1", role: "user", parts: [{ type: "text", text: "Hello" }] };
  const send = () =>
    transport.sendMessages({
      chatId: "c",
      messages: [message],
      abortSignal: undefined,
      trigger: "submit-message",
      messageId: undefined,
    });
  return { asked, started, connections, transport, send };
}

async function read(stream: ReadableStream<unknown> | null) {
  const chunks: ChatChunk[] = [];
  const reader = (stream as ReadableStream<ChatChunk>).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return chunks;
    chunks.push(value);
  }
}
const textOf = (chunks: ChatChunk[]) =>
  chunks.map((chunk) => (chunk.type === "text-delta" ? chunk.delta : "")).join("");

test("a message is sent, its answer is read from the journal, and only then the first stream is let go", async () => {
  let isReleased = false;
  const opening = body([], "stays", () => {
    isReleased = true;
    return undefined;
  });
  const { send, asked, started } = stage([
    new Response(opening, { headers: kHeaders }),
    () => {
      expect(isReleased).toBe(false);
      return new Response(body([delta("Hel"), frame(1, said("Hello")), kEnd], "closes"));
    },
  ]);
  const chunks = await read(await send());
  expect(textOf(chunks)).toBe("Hello");
  expect(chunks[0]).toMatchObject({ type: "start", messageId: "msg_1" });
  expect(started).toEqual([{ run: "run_1", conversation: "conv_1", message: "m1" }]);
  expect(asked[0]?.address).toBe("/api/engine/v1/agents/talker/chat");
  expect(JSON.parse(String(asked[0]?.body))).toEqual({ id: "draft-1", message: "Hello" });
  expect(isReleased).toBe(true);
});

test("when nobody knows whether it arrived, it is sent again under the same key", async () => {
  const { send, asked, connections } = stage([
    new TypeError("network error"),
    Response.json({ code: "unavailable", detail: "Stopping." }, { status: 503 }),
    new Response(body([], "stays"), { headers: kHeaders }),
    new Response(body([frame(1, said("Hi")), kEnd], "closes")),
  ]);
  expect(textOf(await read(await send()))).toBe("Hi");
  expect(asked.slice(0, 3).map(({ headers }) => headers.get("idempotency-key"))).toEqual(["m1", "m1", "m1"]);
  expect(connections).toEqual([false, false, true, true]);
});

test("another answer is asked for by the id of the one there is, and by a key of its own", async () => {
  const { transport, asked, started } = stage([
    new Response(body([], "stays"), { headers: kHeaders }),
    new Response(body([frame(1, said("Hi")), kEnd], "closes")),
  ]);
  const answered = [{ id: "m1", role: "user" as const, parts: [], metadata: { run_id: "run_0" } }];
  const stream = await transport.sendMessages({
    chatId: "c",
    messages: answered,
    abortSignal: undefined,
    trigger: "regenerate-message",
    messageId: "msg_0",
  });
  expect(textOf(await read(stream))).toBe("Hi");
  expect(JSON.parse(String(asked[0]?.body))).toEqual({
    id: "draft-1",
    trigger: "regenerate-message",
    messageId: "msg_0",
  });
  expect(asked[0]?.headers.get("idempotency-key")).not.toBe("m1");
  expect(started).toEqual([{ run: "run_1", conversation: "conv_1", message: "" }]);
});

test("other words say which message they take the place of, also when they are sent again", async () => {
  const { transport, asked } = stage([
    new Response(body([], "stays"), { headers: kHeaders }),
    new Response(body([frame(1, said("Hi")), kEnd], "closes")),
  ]);
  const metadata = { key: "k1", replaces: "msg_q" };
  const edited = [
    { id: "msg_q", role: "user" as const, parts: [{ type: "text" as const, text: "Uno" }], metadata },
  ];
  const stream = await transport.sendMessages({
    chatId: "c",
    messages: edited,
    abortSignal: undefined,
    trigger: "regenerate-message",
    messageId: undefined,
  });
  await read(stream);
  expect(JSON.parse(String(asked[0]?.body))).toEqual({ id: "draft-1", message: "Uno", messageId: "msg_q" });
  expect(asked[0]?.headers.get("idempotency-key")).toBe("k1");
});

test("a refusal is not repeated", async () => {
  const { send, asked } = stage([
    Response.json({ code: "not_found", detail: "No such agent." }, { status: 404 }),
  ]);
  await expect(send()).rejects.toMatchObject({ code: "not_found", message: "No such agent." });
  expect(asked).toHaveLength(1);
});

test("a connection that breaks in the middle of a sentence doubles no word", async () => {
  const { send, asked, connections } = stage([
    new Response(body([], "stays"), { headers: kHeaders }),
    new Response(body([frame(1, { type: "run_created" }), delta("Once "), delta("upon")], "breaks")),
    new TypeError("network error"),
    new Response(
      body([delta("Once upon a"), delta(" time"), frame(2, said("Once upon a time.")), kEnd], "closes"),
    ),
  ]);
  expect(textOf(await read(await send()))).toBe("Once upon a time.");
  expect(asked.at(-1)?.headers.get("last-event-id")).toBe("1");
  expect(connections.slice(1)).toContain(false);
  expect(connections.at(-1)).toBe(true);
});

test("after a reload the answer is read from its beginning; without one there is nothing to read", async () => {
  const { transport } = stage([new Response(body([frame(1, said("Hi")), kEnd], "closes"))], "run_1");
  expect(textOf(await read(await transport.reconnectToStream({ chatId: "c" })))).toBe("Hi");
  expect(await stage([]).transport.reconnectToStream({ chatId: "c" })).toBe(null);
});

test("an answer that may not be read is an error, not a silence", async () => {
  const { send } = stage([
    new Response(body([], "stays"), { headers: kHeaders }),
    Response.json({ code: "not_found", detail: "No such run." }, { status: 404 }),
  ]);
  await expect(read(await send())).rejects.toMatchObject({ code: "not_found" });
});

test("whoever leaves stops reading", async () => {
  let isClosed = false;
  const { send } = stage([
    new Response(body([], "stays"), { headers: kHeaders }),
    new Response(
      body([frame(1, { type: "run_created" })], "stays", () => {
        isClosed = true;
        return undefined;
      }),
    ),
  ]);
  const reader = (await send()).getReader();
  await reader.read();
  await reader.cancel();
  await vi.waitFor(() => expect(isClosed).toBe(true));
});

test("what a worker answers is not waited for", async () => {
  const response = new Response("", { headers: { ...kHeaders, "x-job-id": "job_1" } });
  const { asked, started, send } = stage([response]);
  const chunks = await read(await send());
  expect(chunks[0]).toMatchObject({
    type: "start",
    messageId: "msg_1",
    messageMetadata: { run_id: "run_1", status: "queued", job_id: "job_1" },
  });
  expect(chunks.at(-1)).toEqual({ type: "finish" });
  expect(started).toHaveLength(1);
  expect(asked).toHaveLength(1);
});
