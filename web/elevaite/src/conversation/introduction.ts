/** What a workflow says of its agent to somebody who has not talked to it yet. */
export type Introduction = {
  hasChat: boolean;
  greeting: string;
  suggestions: string[];
  tools: { name: string; description: string }[];
};

type Node = { kind?: unknown; config?: unknown; tool?: unknown };

const fields = (value: unknown) =>
  (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
const text = (value: unknown) => (typeof value === "string" ? value : "");

export function introductionOf(workflow: unknown): Introduction {
  const nodes = fields(workflow)["nodes"];
  const list = Array.isArray(nodes) ? (nodes as Node[]) : [];
  const trigger = list.find(({ kind }) => kind === "chat_trigger");
  const { greeting, suggestions } = fields(trigger?.config);
  const tools = list
    .map(({ tool }) => fields(tool))
    .map(({ name, description }) => ({ name: text(name), description: text(description) }))
    .filter(({ name }) => name !== "");
  return {
    hasChat: trigger !== undefined,
    greeting: text(greeting),
    suggestions: Array.isArray(suggestions) ? suggestions.map(text).filter(Boolean) : [],
    tools,
  };
}
