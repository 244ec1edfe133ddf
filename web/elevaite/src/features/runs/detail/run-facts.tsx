"use client";

import Link from "next/link";

import { formatDateTime, formatDuration, formatNumber, formatUsd } from "@elevaite/shared/format";
import { CopyButton } from "@elevaite/shared/ui/copy-button";
import { Fact } from "@elevaite/shared/ui/fact";
import { RelativeTime } from "@elevaite/shared/ui/relative-time";

import { useMemberName } from "@/queries/members";
import { momentOf } from "@/queries/run-journal";
import { runsHref } from "@/queries/run-filter";
import type { Run } from "@/queries/runs";
import { forkText } from "@/text/run-forks";
import { runsText } from "@/text/runs";

import { AgentName } from "../agent-name";
import { LiveDuration } from "../live-duration";
import { TriggerLabel } from "../trigger-label";

const text = runsText.facts;
const kNanosPerDollar = 1e9;
/** A shorter time in the queue is no news. */
const kQueuedMilliseconds = 50;
const linkClasses = "rounded-sm text-accent-text hover:underline";

type RunFactsProps = {
  run: Run;
  version: { number: number | null } | undefined;
  /** The id of a person, as the journal knows it. */
  startedBy: string | null;
};

/** The figures of a run, side by side. */
export function RunFacts({ run, version, startedBy }: RunFactsProps) {
  const by = useMemberName(startedBy);
  const [input, output] = [run.input_tokens ?? 0, run.output_tokens ?? 0];
  const queued = run.started_at ? momentOf(run.started_at) - momentOf(run.created_at) : 0;
  return (
    <dl
      aria-label={text.label}
      className="flex flex-wrap gap-x-8 gap-y-3 rounded-lg border bg-surface px-4 py-3 text-sm shadow-sm"
    >
      <Fact label={text.agent}>
        <Link href={`/agents/${run.agent_id}`} className={linkClasses}>
          <AgentName id={run.agent_id} />
        </Link>{" "}
        <span className="text-muted">
          {version ? (version.number === null ? text.draft : text.versionNumber(version.number)) : ""}
        </span>
      </Fact>
      <Fact label={text.trigger}>
        <TriggerLabel trigger={run.trigger} />
      </Fact>
      {startedBy ? <Fact label={text.startedBy}>{by}</Fact> : null}
      <Fact label={text.created}>
        <RelativeTime at={run.created_at} />
      </Fact>
      {run.finished_at ? (
        <Fact label={text.ended}>
          <RelativeTime at={run.finished_at} />
        </Fact>
      ) : null}
      {run.status === "waiting" && run.wake_at ? (
        <Fact label={text.wakes}>
          <time dateTime={run.wake_at}>{formatDateTime(run.wake_at)}</time>
        </Fact>
      ) : null}
      <Fact label={text.duration}>
        <span className="tabular-nums">
          <LiveDuration run={run} />
        </span>
        {queued > kQueuedMilliseconds ? (
          <span className="block text-xs text-muted">{text.queued(formatDuration(queued))}</span>
        ) : null}
      </Fact>
      {input + output > 0 ? (
        <Fact label={text.tokens}>
          <span title={text.tokensSplit(formatNumber(input), formatNumber(output))} className="tabular-nums">
            {formatNumber(input + output)}
          </span>
        </Fact>
      ) : null}
      {run.cost_usd ? (
        <Fact label={text.cost}>
          <span className="tabular-nums">{formatUsd(run.cost_usd * kNanosPerDollar)}</span>
        </Fact>
      ) : null}
      {run.retry_of ? (
        <Fact label={text.retryOf}>
          <RunLink id={run.retry_of} />
        </Fact>
      ) : null}
      {run.forked_from ? (
        <Fact label={forkText.forkOf}>
          <RunLink id={run.forked_from} />
        </Fact>
      ) : null}
      {run.forks && run.forks.length > 0 ? (
        <Fact label={forkText.forks}>
          <span className="flex flex-wrap gap-x-2">
            {run.forks.map((id) => (
              <RunLink key={id} id={id} />
            ))}
          </span>
        </Fact>
      ) : null}
      {run.conversation_id ? (
        <Fact label={runsText.filters.conversation}>
          <Link
            href={runsHref({ conversation: run.conversation_id })}
            prefetch={false}
            className={`${linkClasses} font-mono text-xs`}
          >
            …{run.conversation_id.slice(-8)}
          </Link>
        </Fact>
      ) : null}
      {run.idempotency_key ? (
        <Fact label={text.idempotencyKey}>
          <span className="flex max-w-64 items-center gap-1">
            <code className="truncate font-mono text-xs">{run.idempotency_key}</code>
            <CopyButton
              value={run.idempotency_key}
              label={`${runsText.actions.copy}: ${text.idempotencyKey}`}
            />
          </span>
        </Fact>
      ) : null}
    </dl>
  );
}

function RunLink({ id }: { id: string }) {
  return (
    <Link href={`/runs/${id}`} prefetch={false} className={`${linkClasses} font-mono text-xs`}>
      …{id.slice(-8)}
    </Link>
  );
}
