import { queryOptions } from "@tanstack/react-query";

import { engine, unwrap } from "@elevaite/shared/api";

import type { AgentSummary } from "./agents";
import type { Credential } from "./credentials";

export type CredentialUse = { agent: string; name: string; isInDraft: boolean; isLive: boolean };
export type CredentialUsage = { uses: CredentialUse[]; isComplete: boolean };

/** So many agents are looked at, the newest; each costs a request, or two. */
export const kAgentsLookedAt = 200;
const kAtOnce = 6;

/** Whether a node of a workflow, or of anything in it, names the credential: by its id or by its name. */
export function usesCredential(value: unknown, { id, name }: Pick<Credential, "id" | "name">): boolean {
  if (Array.isArray(value)) return value.some((entry) => usesCredential(entry, { id, name }));
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(
    ([key, entry]) =>
      (key === "credential" && (entry === id || entry === name)) || usesCredential(entry, { id, name }),
  );
}

async function useOf(
  agent: AgentSummary,
  credential: Credential,
  signal: AbortSignal,
): Promise<CredentialUse> {
  const { workflow } = await unwrap(
    engine.GET("/v1/agents/{agent}", { params: { path: { agent: agent.id } }, signal }),
  );
  const isInDraft = usesCredential(workflow, credential);
  const use = { agent: agent.id, name: agent.name, isInDraft };
  const version = agent.deployment?.version_id;
  if (!version) return { ...use, isLive: false };
  if (agent.status === "deployed") return { ...use, isLive: isInDraft };
  const path = { agent: agent.id, version_id: version };
  const deployed = await unwrap(
    engine.GET("/v1/agents/{agent}/versions/{version_id}", { params: { path }, signal }),
  );
  return { ...use, isLive: usesCredential(deployed.workflow, credential) };
}

/** Which agents use a credential, in their drafts or live. There is no such question in the API, so we read. */
export function credentialUsageQuery(credential: Credential) {
  return queryOptions({
    queryKey: ["credentials", "usage", credential.id],
    queryFn: async ({ signal }): Promise<CredentialUsage> => {
      const query = { limit: kAgentsLookedAt };
      const { data, next_cursor } = await unwrap(engine.GET("/v1/agents", { params: { query }, signal }));
      const uses: CredentialUse[] = [];
      for (let start = 0; start < data.length; start += kAtOnce) {
        const some = data.slice(start, start + kAtOnce);
        uses.push(...(await Promise.all(some.map((agent) => useOf(agent, credential, signal)))));
      }
      return { uses: uses.filter((use) => use.isInDraft || use.isLive), isComplete: next_cursor === null };
    },
    staleTime: 0,
    gcTime: 0,
  });
}
