"use client";

import { useQuery } from "@tanstack/react-query";

import { versionQuery } from "@/queries/agent-names";

type Node = { id: string; title?: string };

/** What the nodes of a version are called; a node that is not known is called by its id. */
export function useStepTitles(agent: string, version: string | undefined) {
  const { data } = useQuery({ ...versionQuery(agent, version ?? ""), enabled: version !== undefined });
  const nodes = (data?.workflow as { nodes?: Node[] } | undefined)?.nodes ?? [];
  const titles = new Map(nodes.map(({ id, title }) => [id, title]));
  return (node: string) => titles.get(node) || node;
}
