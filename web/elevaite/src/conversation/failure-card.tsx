import { CircleSlash, RotateCw, TriangleAlert } from "lucide-react";
import Link from "next/link";

import { Button } from "@elevaite/shared/ui/button";

import { chatText } from "@/text/chat";

import type { AnswerFailure } from "./chat-message";

const text = chatText.thread;

type FailureCardProps = {
  failure: AnswerFailure;
  run: string | undefined;
  /** Null when this is not the last answer, or when nothing can be asked now. */
  onAskAgain: (() => void) | null;
};

/** How a run ended that did not succeed, and what one can do. A stop is no mistake, so it does not look like one. */
export function FailureCard({ failure, run, onAskAgain }: FailureCardProps) {
  const isStop = failure.status === "cancelled";
  const Icon = isStop ? CircleSlash : TriangleAlert;
  return (
    <div className={isStop ? "text-sm text-muted" : "rounded-md bg-danger-subtle px-3.5 py-3 text-sm"}>
      <p className={isStop ? "flex items-center gap-2" : "flex items-center gap-2 font-medium text-danger"}>
        <Icon aria-hidden className="size-4 shrink-0" />
        {isStop ? text.stopped : text.failed}
      </p>
      {failure.message && !isStop ? <p className="mt-1 wrap-anywhere">{failure.message}</p> : null}
      <div className="mt-2 flex flex-wrap gap-2">
        {onAskAgain ? (
          <Button size="sm" onClick={onAskAgain}>
            <RotateCw aria-hidden />
            {text.askAgain}
          </Button>
        ) : null}
        {run ? (
          <Button asChild size="sm" variant={isStop ? "ghost" : "secondary"}>
            <Link href={`/runs/${run}`}>{text.openRun}</Link>
          </Button>
        ) : null}
      </div>
    </div>
  );
}
