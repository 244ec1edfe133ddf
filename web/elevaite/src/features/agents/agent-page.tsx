"use client";

import { useQuery } from "@tanstack/react-query";

import { ApiProblem } from "@elevaite/shared/api";
import { useRoutePath } from "@elevaite/shared/routing";
import { Breadcrumb } from "@elevaite/shared/ui/breadcrumb";
import { Card, CardBody } from "@elevaite/shared/ui/card";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { NotFound } from "@elevaite/shared/ui/not-found";
import { Page } from "@elevaite/shared/ui/page";
import { RelativeTime } from "@elevaite/shared/ui/relative-time";
import { Skeleton } from "@elevaite/shared/ui/skeleton";

import { agentQuery, type Agent } from "@/queries/agents";
import { text } from "@/text";

import { AgentStatusBadge } from "./agent-status-badge";

export function AgentPage() {
  const path = useRoutePath("/agents/[agent]");
  return path ? <AgentById id={path.agent} /> : <AgentSkeleton />;
}

function AgentById({ id }: { id: string }) {
  const { data: agent, isPending, error, refetch } = useQuery(agentQuery(id));
  if (isPending) return <AgentSkeleton />;
  if (error instanceof ApiProblem && error.isNotFound) return <NotFound />;
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} className="m-6" />;
  return (
    <Page
      breadcrumb={
        <Breadcrumb crumbs={[{ label: text.agents.title, href: "/agents" }, { label: agent.name }]} />
      }
      title={agent.name}
      description={agent.description || undefined}
      actions={<AgentStatusBadge status={agent.status} />}
    >
      <AgentFacts agent={agent} />
    </Page>
  );
}

function AgentFacts({ agent }: { agent: Agent }) {
  const version = agent.deployment?.version_number;
  return (
    <Card>
      <CardBody>
        <dl className="grid gap-x-6 gap-y-3 text-sm sm:grid-cols-[8rem_1fr]">
          <dt className="text-muted">{text.agents.slug}</dt>
          <dd className="font-mono text-xs">{agent.slug}</dd>
          <dt className="text-muted">{text.agents.columns.version}</dt>
          <dd>{version == null ? "–" : text.agents.version(version)}</dd>
          <dt className="text-muted">{text.agents.columns.updated}</dt>
          <dd>
            <RelativeTime at={agent.updated_at} />
          </dd>
        </dl>
      </CardBody>
    </Card>
  );
}

function AgentSkeleton() {
  return (
    <Page title={<Skeleton className="h-7 w-56" />}>
      <Skeleton className="h-32 w-full rounded-lg" />
    </Page>
  );
}
