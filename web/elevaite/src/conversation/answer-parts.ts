import type { RunEvent } from "@/queries/run-journal";

import { createAnswerReader } from "./answer-reader";
import {
  answerIdOf,
  blockOf,
  type AnswerApproval,
  type AnswerFailure,
  type AnswerMetadata,
  type AnswerStep,
  type ChatChunk,
  type ChatMessage,
  type ChatPart,
} from "./chat-message";
import { sourceOfPart, type Source } from "./findings";
import { filesOf, type MessageFile } from "./message-file";

/** What an answer shows, from top to bottom. */
export type AnswerBlock =
  | { kind: "text"; key: string; text: string; isStreaming: boolean }
  | { kind: "tool"; key: string; step: AnswerStep }
  | { kind: "activity"; key: string; steps: AnswerStep[] }
  | { kind: "approval"; key: string; approval: AnswerApproval }
  | { kind: "failure"; key: string; failure: AnswerFailure }
  | { kind: "files"; key: string; files: MessageFile[] }
  | { kind: "sources"; key: string; sources: Source[] };

/**
 * Steps that follow each other are one quiet line; a tool call stands alone; what was retracted is not shown. Files and
 * sources stand at the end, where one looks for them.
 */
export function blocksOf(parts: ChatPart[]): AnswerBlock[] {
  const retracted = new Set<string>();
  for (const part of parts) if (part.type === "data-retracted") retracted.add(part.data.block);
  const blocks: AnswerBlock[] = [];
  for (const [index, part] of parts.entries()) {
    if (part.type === "text") {
      const block = blockOf(part);
      if (part.text.trim() === "" || (block && retracted.has(block))) continue;
      blocks.push({
        kind: "text",
        key: block ?? `text-${index}`,
        text: part.text,
        isStreaming: part.state === "streaming",
      });
    } else if (part.type === "data-step") {
      const step = part.data;
      const last = blocks.at(-1);
      if (step.kind === "tool_call") blocks.push({ kind: "tool", key: step.path, step });
      else if (last?.kind === "activity") last.steps.push(step);
      else blocks.push({ kind: "activity", key: step.path, steps: [step] });
    } else if (part.type === "data-approval") {
      blocks.push({ kind: "approval", key: part.id ?? part.data.step, approval: part.data });
    } else if (part.type === "data-failure") {
      blocks.push({ kind: "failure", key: "failure", failure: part.data });
    }
  }
  const files = filesOf({ parts });
  if (files.length > 0) blocks.push({ kind: "files", key: "files", files });
  const sources = sourcesOf(parts);
  if (sources.length > 0) blocks.push({ kind: "sources", key: "sources", sources });
  return blocks;
}

function sourcesOf(parts: ChatPart[]): Source[] {
  const sources: Source[] = [];
  for (const part of parts) {
    if (part.type !== "source-url" && part.type !== "source-document") continue;
    const source = sourceOfPart(part);
    if (source) sources.push(source);
  }
  return sources;
}

/** The whole answer of a run from its journal, made as a stream makes it. */
export function answerOf(run: string, events: RunEvent[]): ChatMessage {
  const reader = createAnswerReader(run);
  return messageOf(answerIdOf(run), [...reader.start(), ...reader.events(events), ...reader.finish()]);
}

function messageOf(id: string, chunks: ChatChunk[]): ChatMessage {
  const parts: ChatPart[] = [];
  const metadata: AnswerMetadata = {};
  const texts = new Map<string, Extract<ChatPart, { type: "text" }>>();
  for (const chunk of chunks) {
    if (chunk.type === "start" || chunk.type === "message-metadata") {
      Object.assign(metadata, chunk.messageMetadata);
    } else if (chunk.type === "text-start") {
      const part: ChatPart = { type: "text", text: "", state: "done" };
      if (chunk.providerMetadata) part.providerMetadata = chunk.providerMetadata;
      texts.set(chunk.id, part);
      parts.push(part);
    } else if (chunk.type === "text-delta") {
      const part = texts.get(chunk.id);
      if (part) part.text += chunk.delta;
    } else if (chunk.type === "file" || isSource(chunk)) {
      parts.push(chunk);
    } else if (isData(chunk)) {
      const part = { type: chunk.type, id: chunk.id, data: chunk.data } as ChatPart;
      const at = parts.findIndex((old) => old.type === chunk.type && "id" in old && old.id === chunk.id);
      if (at < 0) parts.push(part);
      else parts[at] = part;
    }
  }
  return { id, role: "assistant", metadata, parts };
}

function isSource(chunk: ChatChunk): chunk is Extract<ChatChunk, { type: "source-url" | "source-document" }> {
  return chunk.type === "source-url" || chunk.type === "source-document";
}

function isData(chunk: ChatChunk): chunk is Extract<ChatChunk, { type: `data-${string}` }> {
  return chunk.type.startsWith("data-");
}
