/** Joins what the server keeps of a conversation with what this page knows already. */
import { answerIdOf, type ChatMessage, type ChatPart } from "./chat-message";

export type StoredMessage = {
  id: string;
  role: "user" | "assistant";
  parts: Record<string, unknown>[];
  run_id: string | null;
  created_at: string;
};

const kEnded = new Set(["succeeded", "failed", "cancelled"]);

/**
 * The stored messages in their order, each once. A run that has not answered yet has a place held for its answer, right
 * behind its question. What the page knows better stays: an answer that it has read with all its steps or is reading
 * now, and messages at the end that have not reached the server.
 */
export function joinHistory(stored: StoredMessage[], known: ChatMessage[]): ChatMessage[] {
  const byId = new Map(known.map((message) => [message.id, message]));
  const answered = new Set(stored.filter(({ role }) => role === "assistant").map(({ id }) => id));
  const joined: ChatMessage[] = [];
  for (const message of stored) {
    if (message.role === "assistant") {
      const read = byId.get(message.id);
      joined.push(read && isRead(read) ? read : fromStored(message));
      continue;
    }
    joined.push(fromStored(message));
    const run = message.run_id;
    if (run === null || answered.has(answerIdOf(run))) continue;
    joined.push(byId.get(answerIdOf(run)) ?? placeholder(run));
  }
  const runs = new Set(stored.map(({ run_id }) => run_id));
  const ids = new Set(joined.map(({ id }) => id));
  const isUnknown = (message: ChatMessage) =>
    !ids.has(message.id) && !runs.has(message.metadata?.run_id ?? "");
  return [...joined, ...known.filter(isUnknown)];
}

/** The run that answers now: the first that has not ended, for they answer in the order of their questions. */
export function runUnderWay(messages: ChatMessage[]): string | null {
  const answer = messages.find(
    ({ role, metadata }) => role === "assistant" && metadata?.status && !kEnded.has(metadata.status),
  );
  return answer?.metadata?.run_id ?? null;
}

function isRead(message: ChatMessage): boolean {
  return !message.metadata?.is_outline && kEnded.has(message.metadata?.status ?? "");
}

function placeholder(run: string): ChatMessage {
  return {
    id: answerIdOf(run),
    role: "assistant",
    parts: [],
    metadata: { run_id: run, status: "queued" },
  };
}

function fromStored(message: StoredMessage): ChatMessage {
  const failed = message.parts.find(({ type }) => type === "error");
  const cancelled = failed?.["code"] === "cancelled";
  const status = cancelled ? "cancelled" : failed ? "failed" : "succeeded";
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
  if (part["type"] !== "error") return null;
  const code = typeof part["code"] === "string" ? part["code"] : "internal";
  const status = code === "cancelled" ? "cancelled" : "failed";
  return { type: "data-failure", id: "failure", data: { status, code, message: text } };
}
