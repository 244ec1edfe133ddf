/** What a run asks a person: a question of an approval node, or a tool call that an agent wants to make. */
export type ApprovalRequest = {
  title: string;
  message: string;
  tool: string | null;
  toolPurpose: string;
  args: unknown;
  /** Whether the call may be made with other arguments. */
  canEdit: boolean;
  details: unknown;
  assignees: string[];
};

const text = (value: unknown) => (typeof value === "string" ? value : "");

/** The payload comes out of a workflow, so whatever is in it may be missing or of another kind. */
export function readApproval(payload: unknown): ApprovalRequest {
  const fields = (typeof payload === "object" && payload !== null ? payload : {}) as Record<string, unknown>;
  const tool = text(fields["tool"]) || null;
  const assignees = Array.isArray(fields["assignees"]) ? fields["assignees"].map(text).filter(Boolean) : [];
  return {
    title: tool ? "" : text(fields["title"]),
    message: text(fields["message"]),
    tool,
    toolPurpose: tool ? text(fields["title"]) : "",
    args: tool ? (fields["arguments"] ?? {}) : undefined,
    canEdit: tool !== null && typeof fields["parameters"] === "object" && fields["parameters"] !== null,
    details: fields["details"],
    assignees,
  };
}

/** Whether this person may answer: everybody with the permission, unless the approval names people. */
export function isAsked(assignees: string[], email: string): boolean {
  return assignees.length === 0 || assignees.some((name) => name.toLowerCase() === email.toLowerCase());
}

/** What somebody has typed as the arguments of a call; null when it is no JSON object. */
export function argumentsOf(typed: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(typed);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
