"use client";

import { Gauge, RefreshCw, Workflow } from "lucide-react";
import Link from "next/link";

import { formatElapsed, formatTokens, formatUsd } from "@elevaite/shared/format";
import { Badge } from "@elevaite/shared/ui/badge";
import { Button } from "@elevaite/shared/ui/button";
import { CopyButton } from "@elevaite/shared/ui/copy-button";
import { Popover, PopoverContent, PopoverTrigger } from "@elevaite/shared/ui/popover";
import { Tooltip } from "@elevaite/shared/ui/tooltip";

import { chatText } from "@/text/chat";

import { textOf, type AnswerMetadata, type ChatMessage } from "./chat-message";
import { FeedbackButtons } from "./feedback-buttons";
import type { MessageActions } from "./message-actions";
import { VersionSwitch } from "./version-switch";

const text = chatText.answer;

type AnswerFooterProps = { message: ChatMessage; actions: MessageActions; isLast: boolean };

/** What one can do with an answer. On a screen with a pointer it appears where the pointer or the focus is. */
export function AnswerFooter({ message, actions, isLast }: AnswerFooterProps) {
  const { metadata = {} } = message;
  const { conversation, onRegenerate, onShowRun } = actions;
  const words = textOf(message);
  return (
    <div className="flex min-h-7 flex-wrap items-center gap-0.5">
      {metadata.is_demo ? (
        <Tooltip content={text.demoHint}>
          <Badge className="mr-1.5" tabIndex={0}>
            {text.demo}
          </Badge>
        </Tooltip>
      ) : null}
      <VersionSwitch id={message.id} actions={actions} />
      <div
        className={
          isLast
            ? "flex items-center gap-0.5"
            : "flex items-center gap-0.5 opacity-0 group-hover:opacity-100 focus-within:opacity-100 " +
              "has-data-[state=open]:opacity-100 [@media(hover:none)]:opacity-100"
        }
      >
        {words ? <CopyButton value={words} label={text.copy} /> : null}
        {onRegenerate ? (
          <Tooltip content={text.regenerate}>
            <Button
              variant="ghost"
              size="icon-sm"
              aria-label={text.regenerate}
              onClick={() => onRegenerate(message.id)}
            >
              <RefreshCw aria-hidden />
            </Button>
          </Tooltip>
        ) : null}
        {conversation && words ? (
          <FeedbackButtons
            conversation={conversation}
            answer={message.id}
            feedback={actions.feedback.get(message.id) ?? null}
          />
        ) : null}
        {metadata.usage ? <Usage metadata={metadata} /> : null}
        {metadata.run_id && onShowRun ? (
          <ShowRun onShow={() => onShowRun(metadata.run_id ?? "")} />
        ) : metadata.run_id ? (
          <Tooltip content={chatText.thread.openRun}>
            <Button asChild variant="ghost" size="icon-sm" aria-label={chatText.thread.openRun}>
              <Link href={`/runs/${metadata.run_id}`} prefetch={false}>
                <Workflow aria-hidden />
              </Link>
            </Button>
          </Tooltip>
        ) : null}
      </div>
    </div>
  );
}

function ShowRun({ onShow }: { onShow: () => void }) {
  return (
    <Tooltip content={text.showRun}>
      <Button variant="ghost" size="icon-sm" aria-label={text.showRun} onClick={onShow}>
        <Workflow aria-hidden />
      </Button>
    </Tooltip>
  );
}

function Usage({ metadata }: { metadata: AnswerMetadata }) {
  const { usage, started_at, finished_at, model } = metadata;
  if (!usage) return null;
  const lines: [string, string][] = [
    [text.tokensIn, formatTokens(usage.input_tokens)],
    [text.tokensOut, formatTokens(usage.output_tokens)],
    [text.cost, usage.cost_usd_nanos === 0 ? text.noCost : formatUsd(usage.cost_usd_nanos)],
  ];
  if (started_at && finished_at) lines.push([text.duration, formatElapsed(started_at, finished_at, 0)]);
  if (model) lines.push([text.model, model]);
  return (
    <Popover>
      <Tooltip content={text.usage}>
        <PopoverTrigger asChild>
          <Button variant="ghost" size="icon-sm" aria-label={text.usage}>
            <Gauge aria-hidden />
          </Button>
        </PopoverTrigger>
      </Tooltip>
      <PopoverContent className="w-56" aria-label={text.usage}>
        <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1.5 text-sm">
          {lines.map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-muted">{name}</dt>
              <dd className="text-right wrap-anywhere tabular-nums">{value}</dd>
            </div>
          ))}
        </dl>
      </PopoverContent>
    </Popover>
  );
}
