"use client";

import { useQuery } from "@tanstack/react-query";

import { runsText as text } from "@/text/runs";

import { agentNamesQuery } from "./agent-names";
import { agentQuery } from "./agents";

/** The name of an agent by its id; of one that has been deleted, that it has been. */
export function useAgentName(id: string): { name: string | null; isDeleted: boolean } {
  const names = useQuery(agentNamesQuery);
  const listed = names.data?.find((agent) => agent.id === id);
  const isMissing = names.isSuccess && !listed;
  const one = useQuery({ ...agentQuery(id), enabled: isMissing, retry: false });
  if (listed) return { name: listed.name, isDeleted: false };
  if (one.data) return { name: one.data.name, isDeleted: one.data.deleted_at != null };
  if (one.isError || names.isError) return { name: text.deletedAgent, isDeleted: true };
  return { name: null, isDeleted: false };
}
