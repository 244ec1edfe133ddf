/** The words of forking a run, and of pinned data. */
export const forkText = {
  action: "Fork",
  title: "Fork this run",
  description: "Begins a new run that keeps the results of the steps before the one you choose.",
  node: "Begin at",
  version: "With",
  same: "The version of this run",
  draft: "The draft as it is now",
  input: "Changed input as JSON",
  inputHint: "What arrives at this step. Empty: as it was recorded.",
  brokenJson: "This is not valid JSON.",
  start: "Start the fork",
  started: "The fork has started",
  forkOf: "Fork of",
  forks: "Forks",
  retryFromHere: "Retry from this node",
};

export const pinText = {
  pinned: "Pinned",
  pinnedHint: "Test runs use this instead of executing the node. Deployed runs execute it.",
  pin: "Pin this output",
  write: "Pin data",
  unpin: "Unpin",
  edit: "Edit",
  done: "Done",
  data: "Pinned data as JSON",
  output: "Goes on through",
  brokenJson: "This is not valid JSON, so it is not kept.",
  tooLarge: (kilobytes: number) => `Pinned data has at most 256 kB; this has ${kilobytes} kB.`,
  onDeploy: (nodes: number) =>
    nodes === 1
      ? "One node has pinned data: tests use it, deployed runs execute the node"
      : `${nodes} nodes have pinned data: tests use it, deployed runs execute the nodes`,
  didPin: "Pin the output",
  didUnpin: "Unpin the output",
  step: "Pinned data, not executed",
};

export const previewText = {
  label: "Preview",
  input: "What arrives here",
  noRun: "Run a test to see values.",
  tooLarge: (kilobytes: number) => `A value of ${kilobytes} kB`,
  types: {
    string: "text",
    number: "number",
    boolean: "true or false",
    null: "nothing",
    list: "list",
    object: "object",
  } as Record<string, string>,
};
