/** The English strings of approvals. */
export const approvalsText = {
  title: "Approvals",
  description: "What agents want to do and may not do before somebody says yes.",
  count: (count: string) => `${count} waiting`,
  emptyTitle: "Nothing waits for you",
  emptyDescription: "When an agent asks before it acts, the question appears here.",
  loadMore: "Show more",
  keys: "Keys",
  keyNext: "next",
  keyPrevious: "previous",
  keyApprove: "approve",
  keyRefuse: "refuse",
  unknownAgent: "An agent",
  openRun: "Open the run",
} as const;
