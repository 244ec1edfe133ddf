/**
 * Makes an answer out of the journal of its run: events and fragments of text go in, chunks of the AI SDK come out.
 *
 * The journal is numbered, so an answer can be read again from any point: nothing is lost, nothing doubled. Fragments
 * of text are not in it. The first fragment of a model call on a connection is all that the call has said so far; the
 * recorded answer of the call is the truth in the end. A text that was not the truth is retracted and said anew.
 */
import { foldJournal, isApproval, type RunEvent, type Step } from "@/queries/run-journal";

import { answerIdOf, type AnswerMetadata, type AnswerStep, type ChatChunk } from "./chat-message";
import { filesIn, keyOfSource, madeFile, sourcePart, sourcesIn } from "./findings";
import { partOf } from "./message-file";

/** A loop may have thousands of steps. The run page shows all; a chat shows so many. */
const kMostSteps = 200;

type Block = { id: string; text: string };
type ModelOutput = { text?: string; model?: string; metadata?: { demo?: boolean } };

export type AnswerReader = {
  start: () => ChatChunk[];
  /** A connection begins: the next fragment of each model call is all it has said. */
  connected: () => void;
  delta: (delta: unknown) => ChatChunk[];
  events: (events: RunEvent[]) => ChatChunk[];
  finish: () => ChatChunk[];
};

export function createAnswerReader(run: string): AnswerReader {
  const journal: RunEvent[] = [];
  const open = new Map<string, Block>();
  const fresh = new Set<string>();
  // Fragments that come behind the record of their call, as they may when a connection begins, say nothing new.
  const recorded = new Set<string>();
  const shown = new Set<string>();
  // What came with the question is nothing that the answer made.
  const files = new Set<string>();
  const sources = new Set<string>();
  const approvals = new Map<string, Extract<ChatChunk, { type: "data-approval" }>["data"]>();
  let blocks = 0;
  let hidden = 0;
  let lastText = "";

  function say(step: string, text: string): ChatChunk[] {
    const block = open.get(step);
    if (block) {
      block.text += text;
      return [{ type: "text-delta", id: block.id, delta: text }];
    }
    const id = `${step}#${++blocks}`;
    open.set(step, { id, text });
    return [
      { type: "text-start", id, providerMetadata: { elevaite: { block: id } } },
      { type: "text-delta", id, delta: text },
    ];
  }

  function close(step: string): ChatChunk[] {
    const block = open.get(step);
    if (!block) return [];
    open.delete(step);
    lastText = block.text;
    return [{ type: "text-end", id: block.id }];
  }

  function retract(step: string): ChatChunk[] {
    const block = open.get(step);
    if (!block) return [];
    open.delete(step);
    return [
      { type: "text-end", id: block.id },
      { type: "data-retracted", id: block.id, data: { block: block.id } },
    ];
  }

  /** Brings what was said of a step to `whole`. */
  function settle(step: string, whole: string): ChatChunk[] {
    const said = open.get(step)?.text ?? "";
    if (whole.startsWith(said)) return whole === said ? [] : say(step, whole.slice(said.length));
    return [...retract(step), ...say(step, whole)];
  }

  function sayAnswer(output: unknown): ChatChunk[] {
    // A file speaks for itself; what is known of it is no answer.
    const text = madeFile(output) ? "" : answerText(output);
    return text && text !== lastText ? [...say("answer", text), ...close("answer")] : [];
  }

  function readModelCall(event: RunEvent, step: string): ChatChunk[] {
    if (event.type === "step_started") recorded.delete(step);
    else recorded.add(step);
    if (event.type === "step_failed" || event.type === "step_retrying") return retract(step);
    if (event.type !== "step_succeeded") return [];
    const output = (event.output ?? {}) as ModelOutput;
    const messageMetadata = {
      ...(output.model ? { model: output.model } : {}),
      ...(output.metadata?.demo ? { is_demo: true } : {}),
    };
    return [
      ...settle(step, output.text ?? ""),
      ...close(step),
      { type: "message-metadata", messageMetadata },
    ];
  }

  function readFindings(event: RunEvent): ChatChunk[] {
    if (event.type !== "step_succeeded") return [];
    const found = filesIn(event.output).filter(({ id }) => !files.has(id));
    for (const { id } of found) files.add(id);
    if (event.kind?.endsWith("_trigger")) return [];
    const named = event.kind === "tool_call" ? sourcesIn(event.output) : [];
    const cited = named.filter((source) => {
      const isFresh = !sources.has(keyOfSource(source));
      sources.add(keyOfSource(source));
      return isFresh;
    });
    const first = sources.size - cited.length + 1;
    return [...found.map(partOf), ...cited.map((source, index) => sourcePart(source, first + index))];
  }

  function readApproval(event: RunEvent, step: string): ChatChunk[] {
    const key = event.key ?? "";
    if (!key.startsWith("approval")) return [];
    const id = `${step}/${key}`;
    if (event.type === "step_waiting") {
      approvals.set(id, {
        run_id: run,
        step,
        node: event.node ?? step,
        since: event.at,
        until: event.until ?? null,
        payload: event.payload,
        answer: null,
        is_over: false,
      });
    }
    const approval = approvals.get(id);
    if (!approval) return [];
    if (event.type === "step_signalled") {
      const { approved, comment, by, ...answer } = (event.payload ?? {}) as Record<string, unknown>;
      approval.answer = {
        approved: approved === true,
        comment: typeof comment === "string" ? comment : "",
        ...("arguments" in answer ? { args: answer["arguments"] } : {}),
        by: typeof by === "string" ? by : null,
        is_timeout: event.is_timeout ?? false,
      };
    }
    return [{ type: "data-approval", id, data: { ...approval } }];
  }

  function readRun(event: RunEvent): ChatChunk[] {
    if (event.type === "run_created") {
      const version = "version" in event ? { version: String(event.version) } : {};
      return [about({ status: "running", started_at: event.at, ...version })];
    }
    if (event.type === "run_waiting") return [about({ status: "waiting", wake_at: event.until ?? null })];
    if (event.type === "run_resumed") {
      const texts = [...open.keys()].flatMap(retract);
      return [...texts, about({ status: "running" })];
    }
    const status = ends[event.type];
    if (!status) return [];
    const closed = [...open.keys()].flatMap(close);
    for (const [id, approval] of approvals) {
      if (approval.answer) continue;
      closed.push({ type: "data-approval", id, data: { ...approval, is_over: true } });
    }
    if (status === "succeeded") closed.push(...sayAnswer(event.output));
    else {
      const error = event.error ?? { code: status, message: event.reason ?? "" };
      closed.push({ type: "data-failure", id: "failure", data: { status, ...error } });
    }
    const usage = event.usage ? { usage: event.usage } : {};
    closed.push(about({ status, finished_at: event.at, ...usage }));
    return closed;
  }

  function readStep(event: RunEvent, step: string): ChatChunk[] {
    if (event.type === "step_waiting" || event.type === "step_signalled") return readApproval(event, step);
    if (event.kind === "model_call") return readModelCall(event, step);
    const findings = readFindings(event);
    // It answers the person now, whatever the run still does.
    const responds = "responds" in event && event.type === "step_succeeded";
    return responds ? [...findings, ...sayAnswer(event.output)] : findings;
  }

  return {
    start: () => [
      { type: "start", messageId: answerIdOf(run), messageMetadata: { run_id: run, status: "queued" } },
    ],
    connected: () => fresh.clear(),
    delta: (delta) => {
      const { step, text } = (delta ?? {}) as Record<string, unknown>;
      if (typeof step !== "string" || typeof text !== "string" || recorded.has(step)) return [];
      if (fresh.has(step)) return say(step, text);
      fresh.add(step);
      return settle(step, text);
    },
    events: (events) => {
      const chunks: ChatChunk[] = [];
      const touched = new Map<string, ChatChunk | null>();
      let isOver = false;
      for (const event of events) {
        journal.push(event);
        if (event.step === undefined) {
          isOver ||= event.type in ends;
          chunks.push(...readRun(event));
          continue;
        }
        // The step stands where it was first heard of; what it looks like is known when all has been read.
        if (!touched.get(event.step)) {
          const place = isShown(event, shown, hidden) ? placeOf(event.step) : null;
          touched.set(event.step, place);
          if (place) chunks.push(place);
        }
        chunks.push(...readStep(event, event.step));
      }
      const steps = foldJournal(journal).steps;
      for (const step of steps) {
        const place = touched.get(step.path);
        if (place?.type === "data-step") Object.assign(place.data, stepOf(step));
        else if (isOver && shown.has(step.path)) chunks.push({ ...placeOf(step.path), data: stepOf(step) });
      }
      const tooMany = steps.filter((step) => isPlain(step.kind) && !shown.has(step.path)).length;
      if (tooMany > hidden && shown.size >= kMostSteps) {
        hidden = tooMany;
        chunks.push(about({ hidden_steps: hidden }));
      }
      return chunks;
    },
    finish: () => [{ type: "finish" }],
  };
}

const ends: Record<string, "succeeded" | "failed" | "cancelled"> = {
  run_succeeded: "succeeded",
  run_failed: "failed",
  run_cancelled: "cancelled",
};

function about(messageMetadata: AnswerMetadata): ChatChunk {
  return { type: "message-metadata", messageMetadata };
}

type Place = Extract<ChatChunk, { type: "data-step" }>;

function placeOf(path: string): Place {
  return { type: "data-step", id: path, data: { path } as AnswerStep };
}

/** What begins a run, what gives its answer, and what has its own look is no step of the way. */
function isPlain(kind: string): boolean {
  return !/^$|_trigger$|^respond$|^model_call$|^agent$|^approval$/.test(kind);
}

function isShown(event: RunEvent, shown: Set<string>, hidden: number): boolean {
  const path = event.step ?? "";
  if (shown.has(path)) return true;
  const isTrouble = event.type === "step_failed" || event.type === "step_retrying";
  const mayBe = isPlain(event.kind ?? "") || isTrouble;
  if (!mayBe || shown.size >= kMostSteps || hidden > 0) return false;
  shown.add(path);
  return true;
}

function stepOf(step: Step): AnswerStep {
  return {
    path: step.path,
    node: step.node,
    kind: step.kind,
    title: step.title,
    status: isApproval(step) ? "waiting" : step.status,
    attempt: step.attempt,
    started_at: step.startedAt,
    finished_at: step.finishedAt,
    input: step.input,
    output: step.output,
    error: step.error,
    retry_at: step.retryAt,
  };
}

/** The answer of a run as a person reads it: the text of its output, or the output itself. */
function answerText(output: unknown): string {
  if (output == null) return "";
  if (typeof output === "string") return output;
  const text = typeof output === "object" && "text" in output ? output.text : undefined;
  if (typeof text === "string") return text;
  return "```json\n" + JSON.stringify(text ?? output, null, 2) + "\n```";
}
