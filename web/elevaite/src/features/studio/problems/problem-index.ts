import type { WorkflowProblem } from "@/queries/drafts";

type Index = { nodes: Map<string, WorkflowProblem[]>; edges: Set<string> };

const indexes = new WeakMap<readonly WorkflowProblem[], Index>();

function indexOf(problems: readonly WorkflowProblem[]): Index {
  let index = indexes.get(problems);
  if (!index) {
    index = { nodes: new Map(), edges: new Set() };
    for (const problem of problems) {
      if (problem.edge_id) index.edges.add(problem.edge_id);
      if (!problem.node_id) continue;
      const known = index.nodes.get(problem.node_id);
      if (known) known.push(problem);
      else index.nodes.set(problem.node_id, [problem]);
    }
    indexes.set(problems, index);
  }
  return index;
}

const none: WorkflowProblem[] = [];

/** The problems of one node; the same list as long as nothing is looked at again. */
export function problemsOf(problems: readonly WorkflowProblem[], node: string): WorkflowProblem[] {
  return indexOf(problems).nodes.get(node) ?? none;
}

export function worstOf(problems: readonly WorkflowProblem[], node: string): "error" | "warning" | null {
  const own = problemsOf(problems, node);
  if (own.length === 0) return null;
  return own.some((problem) => problem.severity === "error") ? "error" : "warning";
}

export function hasEdgeProblem(problems: readonly WorkflowProblem[], edge: string): boolean {
  return indexOf(problems).edges.has(edge);
}

/** The field that a problem belongs beside. What is missing is told of the whole; its name is in the message. */
export function fieldOf({ code, field = "", message }: WorkflowProblem): string {
  const missing = code === "config_required" ? /`([^`]+)`/.exec(message)?.[1] : undefined;
  return missing === undefined ? field : `${field}.${missing}`;
}
