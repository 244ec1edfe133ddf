/** An input that fits a trigger, to begin with. */
export function exampleInput(kind: string | undefined): Record<string, string | object> {
  switch (kind) {
    case "chat_trigger":
      return { message: "Hello" };
    case "webhook_trigger":
      return { method: "POST", headers: {}, query: {}, body: {} };
    case "schedule_trigger":
      return { scheduled_at: new Date().toISOString() };
    default:
      return {};
  }
}

export type Trigger = { id: string; kind: string; title: string };

type StoredNode = { id: string; kind: string; title?: string; disabled?: boolean };

/** The triggers of a stored workflow, that with which a run begins by itself first. */
export function triggersIn(workflow: unknown): Trigger[] {
  const nodes = (workflow as { nodes?: StoredNode[] } | null | undefined)?.nodes ?? [];
  return nodes
    .filter(({ kind, disabled }) => kind.endsWith("_trigger") && !disabled)
    .map(({ id, kind, title }) => ({ id, kind, title: title ?? "" }))
    .toSorted((a, b) => Number(b.kind === "manual_trigger") - Number(a.kind === "manual_trigger"));
}
