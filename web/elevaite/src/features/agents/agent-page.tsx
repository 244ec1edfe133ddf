"use client";

import { useQuery } from "@tanstack/react-query";
import { MessagesSquare, Play, Workflow } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";

import { ApiProblem } from "@elevaite/shared/api";
import { useRoutePath } from "@elevaite/shared/routing";
import { usePermission } from "@elevaite/shared/session";
import { Breadcrumb } from "@elevaite/shared/ui/breadcrumb";
import { Button } from "@elevaite/shared/ui/button";
import { Card, CardBody, CardHeader, CardTitle } from "@elevaite/shared/ui/card";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { NotFound } from "@elevaite/shared/ui/not-found";
import { Page } from "@elevaite/shared/ui/page";
import { RelativeTime } from "@elevaite/shared/ui/relative-time";
import { Skeleton, SkeletonText } from "@elevaite/shared/ui/skeleton";

import { agentQuery, type Agent, type AgentSummary } from "@/queries/agents";
import { agentsText as text } from "@/text/agents";

import { AgentMenu } from "./agent-menu";
import { AgentStatusBadge } from "./agent-status-badge";
import { EditAgentDialog } from "./edit-agent-dialog";
import { LatestRuns } from "./latest-runs";
import { OwnerName } from "./owner-name";

const RunDialog = dynamic(() => import("./run-dialog").then((module) => module.RunDialog));

export function AgentPage() {
  const path = useRoutePath("/agents/[agent]");
  return path ? <AgentById id={path.agent} /> : <AgentSkeleton />;
}

function AgentById({ id }: { id: string }) {
  const router = useRouter();
  const { data: agent, isPending, error, refetch } = useQuery(agentQuery(id));
  const [edited, setEdited] = useState<AgentSummary | null>(null);
  const [isRunning, setIsRunning] = useState(false);
  const mayRun = usePermission("agents:chat");
  if (isPending) return <AgentSkeleton />;
  if (error instanceof ApiProblem && error.isNotFound) return <NotFound />;
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} className="m-6" />;
  return (
    <Page
      breadcrumb={<Breadcrumb crumbs={[{ label: text.title, href: "/agents" }, { label: agent.name }]} />}
      title={agent.name}
      description={agent.description || undefined}
      actions={
        <>
          <AgentStatusBadge status={agent.status} />
          {agent.deployment && hasChat(agent) ? (
            <Button asChild>
              <Link href={`/chat?agent=${agent.slug}`}>
                <MessagesSquare aria-hidden />
                {text.actions.chat}
              </Link>
            </Button>
          ) : null}
          {agent.deployment && mayRun ? (
            <Button onClick={() => setIsRunning(true)}>
              <Play aria-hidden />
              {text.run.action}
            </Button>
          ) : null}
          <Button variant="primary" asChild>
            <Link href={`/agents/${agent.id}/studio`}>
              <Workflow aria-hidden />
              {text.actions.studio}
            </Link>
          </Button>
          <AgentMenu agent={agent} onEdit={() => setEdited(agent)} onGone={() => router.push("/agents")} />
        </>
      }
    >
      <div className="grid items-start gap-4 lg:grid-cols-[1fr_20rem]">
        <LatestRuns agent={agent.id} />
        <AgentFacts agent={agent} />
      </div>
      {agent.deployment ? <RunDialog agent={agent} isOpen={isRunning} onOpenChange={setIsRunning} /> : null}
      <EditAgentDialog agent={edited} onClose={() => setEdited(null)} />
    </Page>
  );
}

function hasChat({ workflow }: Agent): boolean {
  const nodes = (workflow as { nodes?: { kind: string }[] } | undefined)?.nodes ?? [];
  return nodes.some(({ kind }) => kind === "chat_trigger");
}

function AgentFacts({ agent }: { agent: Agent }) {
  const version = agent.deployment?.version_number;
  return (
    <Card>
      <CardHeader>
        <CardTitle>{text.facts.title}</CardTitle>
      </CardHeader>
      <CardBody>
        <dl className="grid grid-cols-[7rem_1fr] gap-x-4 gap-y-2.5 text-sm">
          <dt className="text-muted">{text.facts.slug}</dt>
          <dd className="font-mono text-xs wrap-anywhere">{agent.slug}</dd>
          <dt className="text-muted">{text.facts.version}</dt>
          <dd>{version == null ? "–" : text.version(version)}</dd>
          <dt className="text-muted">{text.facts.owner}</dt>
          <dd>
            <OwnerName id={agent.created_by} />
          </dd>
          <dt className="text-muted">{text.facts.created}</dt>
          <dd>
            <RelativeTime at={agent.created_at} />
          </dd>
          <dt className="text-muted">{text.facts.updated}</dt>
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
    <Page title={<SkeletonText className="h-7 w-56" />}>
      <Skeleton className="h-56 w-full rounded-lg" />
    </Page>
  );
}
