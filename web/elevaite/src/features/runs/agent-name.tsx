"use client";

import { SkeletonText } from "@elevaite/shared/ui/skeleton";

import { useAgentName } from "@/queries/use-agent-name";

export function AgentName({ id }: { id: string }) {
  const { name } = useAgentName(id);
  return name ?? <SkeletonText className="inline-block w-28 align-middle" />;
}
