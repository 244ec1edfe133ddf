import { CloudOff, RotateCw } from "lucide-react";

import { describeProblem } from "@elevaite/shared/api";
import { Button } from "@elevaite/shared/ui/button";

import { chatText } from "@/text/chat";

import { Dots } from "./progress-line";

const text = chatText.thread;

/** A message that did not arrive, or an answer that could not be read. Nothing is lost, and one can go on. */
export function BrokenNotice({ error, isUnsent, onRetry }: BrokenNoticeProps) {
  const { title, detail, requestId } = describeProblem(error);
  return (
    <div role="alert" className="rounded-md bg-danger-subtle px-3.5 py-3 text-sm">
      <p className="font-medium text-danger">{isUnsent ? text.notSent : text.unreadable}</p>
      <p className="mt-1 wrap-anywhere">
        {title}. {detail}
      </p>
      {requestId ? <p className="mt-1 font-mono text-2xs">{requestId}</p> : null}
      <Button size="sm" className="mt-2" onClick={onRetry}>
        <RotateCw aria-hidden />
        {text.tryAgain}
      </Button>
    </div>
  );
}

type BrokenNoticeProps = { error: unknown; isUnsent: boolean; onRetry: () => void };

export function ReconnectingNotice() {
  return (
    <p role="status" className="flex items-start gap-2 rounded-md bg-subtle px-3 py-2 text-sm text-muted">
      <CloudOff aria-hidden className="mt-0.5 size-4 shrink-0" />
      {text.reconnecting}
    </p>
  );
}

/** The message is on its way. */
export function SendingNotice() {
  return (
    <p className="flex min-h-7 items-center">
      <Dots />
      <span className="sr-only">{text.thinking}</span>
    </p>
  );
}
