"use client";

import { ChevronRight, RotateCcw } from "lucide-react";
import Link from "next/link";
import { useId, useState } from "react";

import { formatNumber, formatShortDateTime } from "@elevaite/shared/format";
import { Badge } from "@elevaite/shared/ui/badge";
import { Button } from "@elevaite/shared/ui/button";
import { cn } from "@elevaite/shared/ui/class-names";

import { jobsHref } from "@/queries/job-filter";
import type { JobFailures, Redrive } from "@/queries/jobs";
import { jobsText } from "@/text/jobs";

import { kindName } from "../job-name";
import { FailedJobs } from "./failed-jobs";

const text = jobsText.failures;

type FailureGroupProps = { group: JobFailures; onRedrive: ((redrive: Redrive) => void) | null };

/** The jobs that failed of one thing: what it was, since when, how often; and the way back. */
export function FailureGroup({ group, onRedrive }: FailureGroupProps) {
  const { kind, cause, count } = group;
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  const message = (group.example as { message?: string } | null)?.message ?? cause;
  const first = formatShortDateTime(group.first_at);
  const last = formatShortDateTime(group.last_at);
  return (
    <li className="rounded-lg border bg-surface shadow-sm">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
        <div className="flex min-w-48 flex-1 flex-col gap-1">
          <p className="flex flex-wrap items-center gap-2">
            <Badge tone="danger">{text.count(formatNumber(count))}</Badge>
            <span className="text-xs text-muted">{kindName(kind)}</span>
            <span className="text-xs text-muted">{first === last ? last : text.between(first, last)}</span>
          </p>
          <p className="text-sm font-medium wrap-anywhere">{message}</p>
          <p className="font-mono text-2xs wrap-anywhere text-muted">{cause}</p>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <Button
            variant="ghost"
            size="sm"
            aria-expanded={isOpen}
            aria-controls={id}
            onClick={() => setIsOpen(!isOpen)}
          >
            <ChevronRight aria-hidden className={cn("transition-transform", isOpen && "rotate-90")} />
            {isOpen ? text.hide : text.show}
          </Button>
          {onRedrive ? (
            <Button
              size="sm"
              aria-label={text.redriveThis(message)}
              onClick={() => onRedrive({ kind, cause, count })}
            >
              <RotateCcw aria-hidden />
              {text.redrive}
            </Button>
          ) : null}
        </div>
      </div>
      <div id={id} hidden={!isOpen} className="border-t">
        {isOpen ? <FailedJobs kind={kind} cause={cause} mayRedrive={onRedrive !== null} /> : null}
        <p className="px-4 py-2 text-sm">
          <Link
            href={jobsHref({ status: "failed", kind, cause })}
            prefetch={false}
            className="rounded-sm text-accent-text hover:underline"
          >
            {text.all}
          </Link>
        </p>
      </div>
    </li>
  );
}
