/**
 * How the AI SDK's chat talks to the Workflow Engine.
 *
 * A message is sent with the SDK's own transport. The answer is read from the journal of the run that it began: its
 * events are numbered, so that it goes on where a broken connection left it, through waits of days and restarts of the
 * server. The stream that the POST answers is held until the journal is being read, because a model speaks word by word
 * only while somebody listens.
 */
import { DefaultChatTransport, type ChatTransport } from "ai";

import { ApiProblem, kEngineApi, networkProblem, problemOf } from "@elevaite/shared/api";
import { authorizedFetch } from "@elevaite/shared/session";

import { followRun, type FollowPorts } from "@/queries/run-events";
import { chatText } from "@/text/chat";

import { createAnswerReader } from "./answer-reader";
import { answerIdOf, textOf, type ChatChunk, type ChatMessage } from "./chat-message";
import { filesOf } from "./message-file";

/** `message`: which one of this page has begun it; empty when a run had answered it before. */
export type StartedRun = { run: string; conversation: string; message: string };

export type RunTransportOptions = {
  agent: string;
  /** The conversation: an id of ours, or one that this page chose, which begins a conversation. */
  conversation: () => string;
  /** The run whose answer is to be read on. */
  runToResume: () => string | null;
  /** When the draft of the agent is talked to: stores it; false when that failed. */
  prepareDraft?: () => Promise<boolean>;
  onStarted: (started: StartedRun) => void;
  onConnection: (isConnected: boolean) => void;
};

const kTries = 5;
const kFirstPauseMilliseconds = 500;

/** Waits, but not longer than until the network is back. */
function sleepUntilOnline(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      window.removeEventListener("online", wake);
      resolve();
    };
    const timer = setTimeout(wake, milliseconds);
    window.addEventListener("online", wake);
  });
}

const browser: FollowPorts = { fetch: authorizedFetch, sleep: sleepUntilOnline };

export function createRunTransport(
  options: RunTransportOptions,
  ports: FollowPorts = browser,
): ChatTransport<ChatMessage> {
  let response: Response | null = null;
  const version = options.prepareDraft ? { version: "draft" } : {};
  const sender = new DefaultChatTransport<ChatMessage>({
    api: `${kEngineApi}/v1/agents/${encodeURIComponent(options.agent)}/chat`,
    fetch: async (input, init) => (response = await sendPatiently(input, init, options, ports)),
    prepareSendMessagesRequest: ({ messages, trigger, messageId }) => {
      const id = options.conversation();
      const message = messages.at(-1);
      const { run_id, key, replaces } = message?.metadata ?? {};
      // What is asked again has been answered before; a message that never arrived is only sent again.
      if (trigger === "regenerate-message" && run_id) {
        const target = messageId ?? message?.id;
        return {
          body: { id, trigger, ...(target ? { messageId: target } : {}), ...version },
          headers: { "idempotency-key": crypto.randomUUID() },
        };
      }
      const place = replaces ? { messageId: replaces } : {};
      const ids = message ? filesOf(message).map((file) => file.id) : [];
      const files = ids.length > 0 ? { files: ids } : {};
      return {
        body: { id, message: message ? textOf(message) : "", ...files, ...place, ...version },
        // The same message is accepted once, so it can be sent again when nobody knows whether it arrived.
        headers: { "idempotency-key": key ?? message?.id ?? "" },
      };
    },
  });
  return {
    resumeStreamIsReplay: true,
    async sendMessages(request) {
      if (options.prepareDraft && !(await options.prepareDraft())) throw unsavedProblem();
      const opening = await sender.sendMessages(request);
      const run = response?.headers.get("x-run-id");
      const conversation = response?.headers.get("x-conversation-id");
      if (!run || !conversation) throw networkProblem();
      const last = request.messages.at(-1);
      const message = last?.metadata?.run_id ? "" : (last?.id ?? "");
      options.onStarted({ run, conversation, message });
      const release = () => void opening.cancel().catch(() => undefined);
      const job = response?.headers.get("x-job-id");
      if (job) {
        release();
        return answerOfJob(run, job);
      }
      return readAnswer(run, request.abortSignal, options, ports, release);
    },
    reconnectToStream({ abortSignal }) {
      const run = options.runToResume();
      return Promise.resolve(run ? readAnswer(run, abortSignal, options, ports) : null);
    },
  };
}

function unsavedProblem(): ApiProblem {
  return new ApiProblem({ code: "conflict", status: 409, detail: chatText.thread.draftUnsaved });
}

/** A worker makes the answer; whoever shows it looks at the job. */
function answerOfJob(run: string, job: string): ReadableStream<ChatChunk> {
  return new ReadableStream<ChatChunk>({
    start(controller) {
      const messageMetadata = { run_id: run, status: "queued" as const, job_id: job };
      controller.enqueue({ type: "start", messageId: answerIdOf(run), messageMetadata });
      controller.enqueue({ type: "finish" });
      controller.close();
    },
  });
}

async function sendPatiently(
  input: RequestInfo | URL,
  init: RequestInit | undefined,
  { onConnection }: RunTransportOptions,
  ports: FollowPorts,
): Promise<Response> {
  for (let tries = 1; ; tries++) {
    let problem: ApiProblem;
    try {
      const response = await ports.fetch(input, init);
      if (response.ok) {
        onConnection(true);
        return response;
      }
      problem = problemOf(response.status, await response.json().catch(() => null));
    } catch (error) {
      if (init?.signal?.aborted) throw error;
      problem = error instanceof ApiProblem ? error : networkProblem();
    }
    if (problem.code !== "unavailable" || tries === kTries) {
      onConnection(true);
      throw problem;
    }
    onConnection(false);
    await ports.sleep(problem.retryAfterMs ?? kFirstPauseMilliseconds * 2 ** (tries - 1));
  }
}

function readAnswer(
  run: string,
  signal: AbortSignal | undefined,
  { onConnection }: RunTransportOptions,
  ports: FollowPorts,
  release: () => void = () => undefined,
): ReadableStream<ChatChunk> {
  const stop = new AbortController();
  const reader = createAnswerReader(run);
  return new ReadableStream<ChatChunk>({
    start(controller) {
      const emit = (chunks: ChatChunk[]) => {
        if (stop.signal.aborted) return;
        for (const chunk of chunks) controller.enqueue(chunk);
      };
      emit(reader.start());
      followRun(
        {
          run,
          signal: signal ? AbortSignal.any([signal, stop.signal]) : stop.signal,
          onEvents: (events) => emit(reader.events(events)),
          onDelta: (delta) => emit(reader.delta(delta)),
          onConnection: (isConnected) => {
            if (isConnected) {
              reader.connected();
              release();
            }
            onConnection(isConnected);
          },
        },
        ports,
      ).then(
        () => {
          emit(reader.finish());
          if (!stop.signal.aborted) controller.close();
        },
        (error: unknown) => {
          release();
          if (!stop.signal.aborted) controller.error(error);
        },
      );
    },
    cancel() {
      stop.abort();
      release();
    },
  });
}
