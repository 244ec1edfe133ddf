/** What a run asks a person: a question of an approval node, or a tool call that an agent wants to make. */
export type ApprovalRequest = {
  title: string;
  message: string;
  tool: string | null;
  toolPurpose: string;
  args: unknown;
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
    details: fields["details"],
    assignees,
  };
}

/** Whether this person may answer: everybody with the permission, unless the approval names people. */
export function isAsked(assignees: string[], email: string): boolean {
  return assignees.length === 0 || assignees.some((name) => name.toLowerCase() === email.toLowerCase());
}
