"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";

import { formatNumber } from "@elevaite/shared/format";

import { journalQuery } from "@/queries/conversations";
import { chatText } from "@/text/chat";

import { ActivityLine, RunLink } from "./activity-line";
import { AnswerFooter } from "./answer-footer";
import { answerOf, blocksOf, type AnswerBlock } from "./answer-parts";
import { AnswerText } from "./answer-text";
import { ApprovalBlock } from "./approval-block";
import type { AnswerStep, ChatMessage } from "./chat-message";
import { FailureCard } from "./failure-card";
import { FileCard } from "./file-card";
import type { MessageActions } from "./message-actions";
import { ProgressLine } from "./progress-line";
import { SourceList } from "./source-list";
import { useStepTitles } from "./step-titles";
import { ToolCard } from "./tool-card";
import { useBackgroundAnswer } from "./use-background-answer";
import { useInView } from "./use-in-view";
import { WorkingCard } from "./working-card";

const text = chatText.activity;

type AnswerProps = {
  message: ChatMessage;
  agent: { id: string; name: string };
  actions: MessageActions;
  isLast: boolean;
  /** The run that answers now, of all messages. */
  runUnderWay: string | null;
  onAskAgain: (() => void) | null;
};

/** The answer of an agent: its words, its tool calls, what it asks, and how it ended. */
export function Answer({ message, agent, actions, isLast, runUnderWay, onAskAgain }: AnswerProps) {
  const { setElement, wasSeen } = useInView();
  const read = useWholeAnswer(message, wasSeen || isLast);
  const { whole, job } = useBackgroundAnswer(read);
  const { metadata = {} } = whole;
  const titleOf = useStepTitles(agent.id, metadata.version);
  const blocks = blocksOf(whole.parts);
  const isUnderWay = ["queued", "running", "waiting"].includes(metadata.status ?? "");
  return (
    <article
      ref={setElement}
      aria-label={agent.name}
      aria-busy={isUnderWay}
      className="group flex min-w-0 flex-col gap-3"
    >
      {blocks.map((block) => (
        <Block
          key={block.key}
          block={block}
          run={metadata.run_id}
          titleOf={titleOf}
          onAskAgain={isLast ? onAskAgain : null}
        />
      ))}
      {metadata.hidden_steps && metadata.run_id ? (
        <p className="flex flex-wrap gap-x-2 text-xs text-muted">
          {text.more(formatNumber(metadata.hidden_steps))}
          <RunLink run={metadata.run_id} />
        </p>
      ) : null}
      {isUnderWay && job ? (
        <WorkingCard message={whole} job={job} blocks={blocks} titleOf={titleOf} actions={actions} />
      ) : isUnderWay ? (
        <ProgressLine
          metadata={metadata}
          blocks={blocks}
          isInLine={metadata.status === "queued" && runUnderWay !== metadata.run_id}
        />
      ) : (
        <AnswerFooter message={whole} actions={actions} isLast={isLast} />
      )}
    </article>
  );
}

type BlockProps = {
  block: AnswerBlock;
  run: string | undefined;
  titleOf: (node: string) => string;
  onAskAgain: (() => void) | null;
};

function Block({ block, run, titleOf, onAskAgain }: BlockProps) {
  switch (block.kind) {
    case "text":
      return <AnswerText text={block.text} isStreaming={block.isStreaming} />;
    case "tool":
      return <ToolCard step={block.step} />;
    case "activity":
      return (
        <ActivityLine
          steps={block.steps}
          run={run}
          titleOf={(step: AnswerStep) => step.title || titleOf(step.node)}
        />
      );
    case "approval":
      return <ApprovalBlock approval={block.approval} stepTitle={titleOf(block.approval.node)} />;
    case "failure":
      return <FailureCard failure={block.failure} run={run} onAskAgain={onAskAgain} />;
    case "files":
      return (
        <ul aria-label={chatText.attachments.made} className="flex flex-col gap-2">
          {block.files.map((file) => (
            <li key={file.id}>
              <FileCard file={file} />
            </li>
          ))}
        </ul>
      );
    case "sources":
      return <SourceList sources={block.sources} />;
  }
}

/** The conversation keeps only the words of an answer. Its steps are in the journal, read when somebody gets near. */
function useWholeAnswer(message: ChatMessage, isWanted: boolean): ChatMessage {
  const run = message.metadata?.run_id;
  const isOutline = message.metadata?.is_outline === true && run !== undefined;
  const { data: events } = useQuery({ ...journalQuery(run ?? ""), enabled: isOutline && isWanted });
  return useMemo(
    () => (isOutline && events ? answerOf(run, events) : message),
    [isOutline, events, run, message],
  );
}
