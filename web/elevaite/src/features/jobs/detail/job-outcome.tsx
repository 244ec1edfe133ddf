"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowRight, Download, FileText } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";

import { formatBytes } from "@elevaite/shared/format";
import { usePermission } from "@elevaite/shared/session";
import { Button } from "@elevaite/shared/ui/button";
import { JsonView } from "@elevaite/shared/ui/json-view";

import { useFileLink } from "@/queries/files";
import { isUnderWay } from "@/queries/job-filter";
import { jobStepsQuery } from "@/queries/job-steps";
import type { Job } from "@/queries/jobs";
import { jobsText as text } from "@/text/jobs";

import { progressOf } from "../progress";
import { filesIn, type ResultFile } from "../result-files";

/** What came out of a job, and what it was given. */
export function JobOutcome({ job }: { job: Job }) {
  const { run } = progressOf(job.progress);
  const isOver = !isUnderWay(job.status);
  // An agent answers in words; the file that it made is in what its tool answered.
  const { data: steps } = useQuery({
    ...jobStepsQuery(run ?? "", true),
    enabled: run !== null && isOver,
  });
  const files = filesIn([job.result, steps?.map(({ output }) => output)]);
  return (
    <>
      {files.length > 0 ? <Files files={files} /> : null}
      {run ? (
        <Button asChild className="self-start">
          <Link href={`/runs/${run}`} prefetch={false}>
            {text.openRun}
            <ArrowRight aria-hidden />
          </Link>
        </Button>
      ) : null}
      <div className="grid items-start gap-6 lg:grid-cols-2">
        {job.status === "succeeded" ? (
          <Part label={text.result} value={job.result} nothing={text.noResult} />
        ) : null}
        <Part label={text.payload} value={job.payload} nothing={text.noPayload} />
      </div>
    </>
  );
}

function Files({ files }: { files: ResultFile[] }) {
  const mayRead = usePermission("files:read");
  const link = useFileLink();
  return (
    <section aria-label={text.files} className="flex flex-col gap-2">
      <h2 className="text-sm font-semibold">{text.files}</h2>
      <ul className="flex flex-col gap-2">
        {files.map(({ id, name, size }) => (
          <li
            key={id}
            className="flex items-center gap-3 rounded-lg border bg-surface px-3 py-2 text-sm shadow-sm"
          >
            <FileText aria-hidden className="size-4 shrink-0 text-muted" />
            <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
            {size === null ? null : <span className="text-xs text-muted">{formatBytes(size)}</span>}
            {mayRead ? (
              <Button
                size="sm"
                aria-label={text.download(name)}
                // An attachment: the page stays where it is.
                onClick={() => link.mutate(id, { onSuccess: (url) => location.assign(url) })}
              >
                <Download aria-hidden />
                {text.downloadIt}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Part({ label, value, nothing }: { label: string; value: unknown; nothing: string }): ReactNode {
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <h2 className="text-sm font-semibold">{label}</h2>
      {value === undefined || value === null ? (
        <p className="text-sm text-muted">{nothing}</p>
      ) : (
        <JsonView value={value} label={label} />
      )}
    </div>
  );
}
