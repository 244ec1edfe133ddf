/** Joins what the server keeps of a conversation with what this page knows already. */
import type { RunStatus } from "@elevaite/shared/ui/status-badge";

import { branchOf } from "./branches";
import { answerIdOf, type ChatMessage, type ChatPart } from "./chat-message";
import { sourceOfPart, sourcePart } from "./findings";
import { fileFromStored, partOf } from "./message-file";

export type StoredMessage = {
  id: string;
  role: "user" | "assistant";
  parts: Record<string, unknown>[];
  run_id: string | null;
  /** The message before it. */
  parent_id: string | null;
  /** Of an answer: what has become of its run. */
  status: RunStatus | null;
  feedback: { rating: "up" | "down"; comment: string } | null;
  created_at: string;
};

/** All that was said, and with which message the branch ends that is shown. */
export type StoredConversation = { head: string | null; messages: StoredMessage[] };

const kEnded = new Set(["succeeded", "failed", "cancelled"]);

/**
 * The stored messages of the branch that is shown, each once. An answer under way is an empty place. What the page
 * knows better stays: an answer that it has read with all its steps or is reading now, and messages at the end that
 * have not reached the server.
 */
export function joinHistory({ head, messages }: StoredConversation, known: ChatMessage[]): ChatMessage[] {
  const byId = new Map(known.map((message) => [message.id, message]));
  const branch = branchOf(messages, head);
  const joined: ChatMessage[] = branch.map((message) => {
    const read = message.role === "assistant" ? byId.get(message.id) : undefined;
    if (isUnderWay(message)) return read ?? placeholder(message.run_id ?? "", jobOf(message));
    return read && isRead(read) ? read : fromStored(message);
  });
  const runs = new Set(messages.map(({ run_id }) => run_id));
  const ids = new Set([...messages, ...joined].map(({ id }) => id));
  const isUnknown = ({ id, metadata }: ChatMessage) =>
    metadata?.run_id ? !ids.has(id) && !runs.has(metadata.run_id) : !ids.has(id) || metadata?.replaces;
  return [...joined, ...known.filter(isUnknown)];
}

function isUnderWay({ role, status }: StoredMessage): boolean {
  return role === "assistant" && status !== null && !kEnded.has(status);
}

/** The job that makes an answer in the background. */
function jobOf({ parts }: StoredMessage): string | undefined {
  const data = parts.find(({ type }) => type === "data-job")?.["data"] as { job_id?: unknown } | undefined;
  return typeof data?.job_id === "string" ? data.job_id : undefined;
}

/**
 * The run that answers now: the first that has not ended, for they answer in the order of their questions. What a worker
 * does in the background keeps nobody waiting.
 */
export function runUnderWay(messages: ChatMessage[]): string | null {
  const answer = messages.find(
    ({ role, metadata }) =>
      role === "assistant" && metadata?.status && !metadata.job_id && !kEnded.has(metadata.status),
  );
  return answer?.metadata?.run_id ?? null;
}

function isRead(message: ChatMessage): boolean {
  return !message.metadata?.is_outline && kEnded.has(message.metadata?.status ?? "");
}

function placeholder(run: string, job: string | undefined): ChatMessage {
  return {
    id: answerIdOf(run),
    role: "assistant",
    parts: [],
    metadata: { run_id: run, status: "queued", ...(job ? { job_id: job } : {}) },
  };
}

function fromStored(message: StoredMessage): ChatMessage {
  const failed = message.parts.find(({ type }) => type === "error");
  const cancelled = failed?.["code"] === "cancelled";
  const told = cancelled ? "cancelled" : failed ? "failed" : "succeeded";
  const status = message.status ?? told;
  return {
    id: message.id,
    role: message.role,
    parts: message.parts.map(partFromStored).filter((part) => part !== null),
    metadata: {
      created_at: message.created_at,
      ...(message.run_id ? { run_id: message.run_id } : {}),
      ...(message.role === "assistant" ? { status, is_outline: true } : {}),
    },
  };
}

function partFromStored(part: Record<string, unknown>): ChatPart | null {
  const text = typeof part["text"] === "string" ? part["text"] : "";
  if (part["type"] === "text") return { type: "text", text, state: "done" };
  if (part["type"] === "file") {
    const file = fileFromStored(part);
    return file && partOf(file);
  }
  if (part["type"] === "source-url" || part["type"] === "source-document") {
    const source = sourceOfPart(part);
    return source && { ...sourcePart(source, 0), sourceId: String(part["sourceId"]) };
  }
  if (part["type"] !== "error") return null;
  const code = typeof part["code"] === "string" ? part["code"] : "internal";
  const status = code === "cancelled" ? "cancelled" : "failed";
  return { type: "data-failure", id: "failure", data: { status, code, message: text } };
}
