/** The arguments of a tool call, wherever the step keeps them. */
export function argumentsOf(input: unknown): Record<string, unknown> {
  const args =
    typeof input === "object" && input !== null && "arguments" in input ? input.arguments : undefined;
  return typeof args === "object" && args !== null ? (args as Record<string, unknown>) : {};
}

const kMostCharacters = 120;

/** The arguments on one line: "order_id: 1042, city: Berlin". */
export function summaryOf(args: Record<string, unknown>): string {
  const words = Object.entries(args).map(([name, value]) => `${name}: ${brief(value)}`);
  const line = words.join(", ");
  return line.length > kMostCharacters ? `${line.slice(0, kMostCharacters)}…` : line;
}

function brief(value: unknown): string {
  if (typeof value === "string") return value.replace(/\s+/g, " ");
  if (Array.isArray(value)) return `[${value.length}]`;
  return typeof value === "object" && value !== null ? "{…}" : String(value);
}
