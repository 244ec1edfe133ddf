"use client";

import { Hourglass, Square, TriangleAlert } from "lucide-react";
import { useState } from "react";

import { Button } from "@elevaite/shared/ui/button";
import { cn } from "@elevaite/shared/ui/class-names";
import { RelativeTime } from "@elevaite/shared/ui/relative-time";
import { toast } from "@elevaite/shared/ui/toast";

import { stopAnswer } from "@/queries/conversations";
import type { Job } from "@/queries/jobs";
import { chatText } from "@/text/chat";

import type { AnswerBlock } from "./answer-parts";
import type { AnswerStep, ChatMessage } from "./chat-message";
import type { MessageActions } from "./message-actions";

const text = chatText.working;

type WorkingCardProps = {
  message: ChatMessage;
  job: Job;
  blocks: AnswerBlock[];
  titleOf: (node: string) => string;
  actions: MessageActions;
};

/** A long task that a worker does: how far it is. The answer takes its place when it is ready. */
export function WorkingCard({ message, job, blocks, titleOf, actions }: WorkingCardProps) {
  const steps = blocks.flatMap(stepsOf);
  const done = steps.filter(({ status }) => status === "succeeded").length;
  const active = steps.findLast(({ status }) => status === "running" || status === "waiting");
  if (job.status === "failed" || job.status === "cancelled") return <Broken job={job} />;
  const isInLine = job.status === "queued" && message.metadata?.status === "queued";
  const words = [
    isInLine ? text.inLine : job.status === "retrying" ? text.retrying : "",
    done > 0 ? text.steps(done) : "",
    active ? text.now(active.title || titleOf(active.node)) : "",
  ];
  return (
    <section
      aria-label={text.title}
      className="flex max-w-md flex-col gap-2 rounded-lg border bg-surface p-3.5 text-sm shadow-sm"
    >
      <div className="flex items-start gap-2.5">
        <Hourglass aria-hidden className="mt-0.5 size-4 shrink-0 text-accent-text" />
        <div className="min-w-0 flex-1">
          <p className="font-medium">{text.title}</p>
          <p className="text-muted">{text.promise}</p>
        </div>
        {actions.conversation && message.metadata?.run_id ? (
          <StopButton conversation={actions.conversation} run={message.metadata.run_id} />
        ) : null}
      </div>
      <Progress job={job} />
      <p role="status" className="flex flex-wrap gap-x-2 text-xs text-muted">
        {words.filter(Boolean).map((word) => (
          <span key={word}>{word}</span>
        ))}
        <span>
          {text.since} <RelativeTime at={job.created_at} />
        </span>
      </p>
    </section>
  );
}

function stepsOf(block: AnswerBlock): AnswerStep[] {
  if (block.kind === "tool") return [block.step];
  return block.kind === "activity" ? block.steps : [];
}

/** As far as the worker says; without that, only that something happens. */
function Progress({ job }: { job: Job }) {
  const { done, total } = (job.progress ?? {}) as { done?: unknown; total?: unknown };
  const part = typeof done === "number" && typeof total === "number" && total > 0 ? done / total : null;
  return (
    <div
      role="progressbar"
      aria-label={text.progress}
      className="h-1.5 w-full overflow-hidden rounded-full bg-subtle"
      {...(part === null ? {} : { "aria-valuenow": Math.round(part * 100) })}
    >
      <div
        style={{ width: `${(part ?? 1 / 3) * 100}%` }}
        className={cn(
          "h-full rounded-full bg-accent",
          part === null && "animate-working motion-reduce:animate-none",
        )}
      />
    </div>
  );
}

function StopButton({ conversation, run }: { conversation: string; run: string }) {
  const [isStopping, setIsStopping] = useState(false);
  const stop = () => {
    setIsStopping(true);
    stopAnswer(conversation, run, chatText.composer.stopReason).catch((problem: unknown) => {
      setIsStopping(false);
      toast.problem(problem);
    });
  };
  return (
    <Button size="sm" isPending={isStopping} onClick={stop}>
      {isStopping ? null : <Square aria-hidden className="size-3! fill-current" />}
      {text.stop}
    </Button>
  );
}

function Broken({ job }: { job: Job }) {
  const message = (job.error as { message?: unknown } | null)?.message;
  return (
    <div className="rounded-md bg-danger-subtle px-3.5 py-3 text-sm">
      <p className="flex items-center gap-2 font-medium text-danger">
        <TriangleAlert aria-hidden className="size-4 shrink-0" />
        {job.status === "cancelled" ? chatText.thread.stopped : text.failed}
      </p>
      {typeof message === "string" ? <p className="mt-1 wrap-anywhere">{message}</p> : null}
    </div>
  );
}
