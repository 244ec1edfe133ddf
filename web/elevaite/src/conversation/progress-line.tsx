import { Hourglass } from "lucide-react";

import { formatDateTime } from "@elevaite/shared/format";

import { chatText } from "@/text/chat";

import type { AnswerBlock } from "./answer-parts";
import type { AnswerMetadata } from "./chat-message";

const text = chatText.thread;

type ProgressLineProps = {
  metadata: AnswerMetadata;
  blocks: AnswerBlock[];
  /** An answer before it comes first. */
  isInLine: boolean;
};

/** What an answer is doing that its last block does not show already. */
export function ProgressLine({ metadata, blocks, isInLine }: ProgressLineProps) {
  const last = blocks.at(-1);
  const asks = blocks.some(
    (block) => block.kind === "approval" && block.approval.answer === null && !block.approval.is_over,
  );
  if (isInLine) {
    return (
      <p className="flex min-h-7 items-center gap-2 text-sm text-muted">
        <Hourglass aria-hidden className="size-4" />
        {text.queued}
      </p>
    );
  }
  if (metadata.status === "waiting" && !asks) {
    return (
      <p className="flex min-h-7 items-center gap-2 text-sm text-muted">
        <Hourglass aria-hidden className="size-4" />
        {metadata.wake_at ? `${text.waitsUntil} ${formatDateTime(metadata.wake_at)}` : text.waiting}
      </p>
    );
  }
  const isSpeaking = last?.kind === "text" && last.isStreaming;
  const isShown = last?.kind === "activity" && last.steps.some(({ status }) => status === "running");
  if (asks || isSpeaking || isShown) return <div aria-hidden className="min-h-7" />;
  return (
    <p className="flex min-h-7 items-center gap-2 text-sm text-muted">
      <Dots />
      <span className="sr-only">{text.thinking}</span>
    </p>
  );
}

export function Dots() {
  return (
    <span aria-hidden className="flex gap-1">
      {[0, 150, 300].map((delay) => (
        <span
          key={delay}
          style={{ animationDelay: `${delay}ms` }}
          className="size-1.5 animate-pulse rounded-full bg-muted motion-reduce:animate-none"
        />
      ))}
    </span>
  );
}
