"use client";

import { SkeletonText } from "@elevaite/shared/ui/skeleton";

import type { JobSummary } from "@/queries/jobs";
import { useAgentName } from "@/queries/use-agent-name";
import { jobsText as text } from "@/text/jobs";

export const kindName = (kind: string) => text.kind[kind] ?? kind;

function AgentName({ id }: { id: string }) {
  const { name } = useAgentName(id);
  return name ?? <SkeletonText className="inline-block w-28 align-middle" />;
}

/** What a job is about: the agent that it runs, or else what kind of work it is. */
export function JobName({ job }: { job: Pick<JobSummary, "agent_id" | "kind"> }) {
  return job.agent_id ? <AgentName id={job.agent_id} /> : kindName(job.kind);
}
