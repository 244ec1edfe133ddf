"use client";

import { useQuery } from "@tanstack/react-query";

import { ApiProblem } from "@elevaite/shared/api";
import { useRoutePath } from "@elevaite/shared/routing";
import { meQuery } from "@elevaite/shared/session";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { NotFound } from "@elevaite/shared/ui/not-found";
import { Skeleton } from "@elevaite/shared/ui/skeleton";

import { readDraft } from "@/queries/drafts";
import { nodeKindsQuery } from "@/queries/node-kinds";

import type { NodeKind } from "./document/kinds";
import { Studio } from "./studio";

export function StudioPage() {
  const path = useRoutePath("/agents/[agent]/studio");
  return path ? <StudioOf key={path.agent} agent={path.agent} /> : <StudioSkeleton />;
}

function StudioOf({ agent }: { agent: string }) {
  // The draft as it is now: what a list or another page knew of it may be old, and would make a conflict.
  const draft = useQuery({
    queryKey: ["agents", "draft-to-edit", agent],
    queryFn: ({ signal }) => readDraft(agent, signal),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const kinds = useQuery(nodeKindsQuery);
  const me = useQuery(meQuery);
  const error = draft.error ?? kinds.error ?? me.error;
  if (error instanceof ApiProblem && error.isNotFound) return <NotFound />;
  if (error) {
    const retry = () => {
      for (const query of [draft, kinds, me]) if (query.isError) void query.refetch();
    };
    return <ErrorState error={error} onRetry={retry} className="m-6" />;
  }
  if (!draft.data || !kinds.data || !me.data) return <StudioSkeleton />;
  return (
    <Studio
      agent={draft.data}
      kinds={kinds.data as unknown as NodeKind[]}
      isReadOnly={!me.data.permissions.includes("agents:write")}
    />
  );
}

function StudioSkeleton() {
  return (
    <div aria-busy="true" className="flex h-content flex-col">
      <div className="flex h-12 shrink-0 items-center gap-3 border-b bg-surface px-3">
        <Skeleton className="size-7 rounded-md" />
        <Skeleton className="h-5 w-40" />
        <span className="flex-1" />
        <Skeleton className="h-7 w-20 rounded-md" />
        <Skeleton className="h-7 w-20 rounded-md" />
      </div>
      <div className="flex flex-1 items-center justify-center gap-20">
        <Skeleton className="h-15 w-52 rounded-lg" />
        <Skeleton className="h-15 w-52 rounded-lg max-md:hidden" />
      </div>
    </div>
  );
}
