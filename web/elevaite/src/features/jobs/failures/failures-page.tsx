"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleCheck, RotateCcw } from "lucide-react";
import { useState } from "react";

import { usePermission } from "@elevaite/shared/session";
import { Button } from "@elevaite/shared/ui/button";
import { EmptyState } from "@elevaite/shared/ui/empty-state";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { Skeleton } from "@elevaite/shared/ui/skeleton";

import { jobFailuresQuery, type JobFailures } from "@/queries/jobs";
import { jobsText } from "@/text/jobs";

import { JobsFrame } from "../jobs-frame";
import { FailureGroup } from "./failure-group";
import { RedriveDialog, type AskedRedrive } from "./redrive-dialog";

const text = jobsText.failures;

export function FailuresPage() {
  const mayManage = usePermission("runs:manage");
  const { data: groups, error, refetch } = useQuery(jobFailuresQuery);
  // It stays while its dialog closes, so that no text changes on the way out.
  const [asked, setAsked] = useState<AskedRedrive | null>(null);
  const ask = (redrive: AskedRedrive["redrive"]) => setAsked({ redrive, isOpen: true });
  const count = groups?.reduce((sum, group) => sum + group.count, 0) ?? 0;
  return (
    <JobsFrame
      title={text.title}
      description={text.description}
      actions={
        mayManage && groups && groups.length > 1 ? (
          <Button onClick={() => ask({ count })}>
            <RotateCcw aria-hidden />
            {text.redriveAll}
          </Button>
        ) : null
      }
    >
      {groups ? <Groups groups={groups} onRedrive={mayManage ? ask : null} /> : null}
      {!groups && error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {!groups && !error ? <GroupsSkeleton /> : null}
      {asked ? <RedriveDialog asked={asked} onClose={() => setAsked({ ...asked, isOpen: false })} /> : null}
    </JobsFrame>
  );
}

type GroupsProps = { groups: JobFailures[]; onRedrive: ((redrive: AskedRedrive["redrive"]) => void) | null };

function Groups({ groups, onRedrive }: GroupsProps) {
  if (groups.length === 0) {
    return <EmptyState icon={CircleCheck} title={text.noneTitle} description={text.noneDescription} />;
  }
  return (
    <ul aria-label={text.label} className="flex flex-col gap-3">
      {groups.map((group) => (
        <FailureGroup key={`${group.kind} ${group.cause}`} group={group} onRedrive={onRedrive} />
      ))}
    </ul>
  );
}

function GroupsSkeleton() {
  return (
    <div aria-busy="true" className="flex flex-col gap-3">
      {[0, 1, 2].map((group) => (
        <Skeleton key={group} className="h-24 w-full rounded-lg" />
      ))}
    </div>
  );
}
