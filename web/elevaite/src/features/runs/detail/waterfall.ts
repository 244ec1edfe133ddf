/** The steps of a run as the rows of a waterfall: nested as they ran, in the order in which they began. */
import type { StepStatus } from "@elevaite/shared/ui/status-badge";

import type { Moment, Phase, Step } from "@/queries/run-journal";

export type WaterfallNode = {
  /** A step's path; of a pass of a loop "each[3]". */
  id: string;
  step: Step | null;
  /** Which pass of a loop this is, from 0; null when it is a step. */
  pass: number | null;
  status: StepStatus;
  from: Moment | null;
  to: Moment | null;
  phases: Phase[];
  children: WaterfallNode[];
};

export type WaterfallRow = {
  node: WaterfallNode;
  depth: number;
  isOpen: boolean;
  /** Its place among its siblings, from 1. */
  place: number;
  siblings: number;
};

/** A loop with more passes begins with all of them folded. */
const kOpenPasses = 8;

/** "each[3].fetch" stands in "each[3]", which stands in "each"; "agent:model.1" stands in "agent". */
export function holderOf(id: string): string | null {
  const colon = id.lastIndexOf(":");
  if (colon >= 0) return id.slice(0, colon);
  if (id.endsWith("]")) return id.slice(0, id.lastIndexOf("["));
  const bracket = id.lastIndexOf("]");
  return bracket >= 0 ? id.slice(0, bracket + 1) : null;
}

const passOf = (id: string) => (id.endsWith("]") ? Number(/\[(\d+)\]$/.exec(id)?.[1]) : null);

function statusOf(children: WaterfallNode[]): StepStatus {
  const any = (status: StepStatus) => children.some((child) => child.status === status);
  if (any("running")) return "running";
  if (any("waiting")) return "waiting";
  if (any("pending")) return "pending";
  if (any("failed")) return "failed";
  return any("succeeded") ? "succeeded" : "skipped";
}

const began = (node: WaterfallNode) => node.from ?? Infinity;

/** A pass has no events of its own: it is what happened in it. */
function settle(node: WaterfallNode): void {
  for (const child of node.children) settle(child);
  node.children.sort((a, b) => (began(a) === began(b) ? 0 : began(a) - began(b)));
  if (node.step) return;
  node.status = statusOf(node.children);
  const from = Math.min(...node.children.map(began));
  const isOver = ["succeeded", "failed", "skipped"].includes(node.status);
  node.from = Number.isFinite(from) ? from : null;
  node.to = isOver ? Math.max(...node.children.map(({ to }) => to ?? 0)) || null : null;
  node.phases = node.from === null ? [] : [{ kind: "working", from: node.from, to: node.to }];
}

export function buildWaterfall(steps: Step[]): WaterfallNode[] {
  const nodes = new Map<string, WaterfallNode>();
  const root: WaterfallNode[] = [];
  const nodeAt = (id: string): WaterfallNode => {
    const known = nodes.get(id);
    if (known) return known;
    const node: WaterfallNode = {
      id,
      step: null,
      pass: passOf(id),
      status: "pending",
      from: null,
      to: null,
      phases: [],
      children: [],
    };
    nodes.set(id, node);
    const holder = holderOf(id);
    (holder === null ? root : nodeAt(holder).children).push(node);
    return node;
  };
  for (const step of steps) {
    const { status, phases } = step;
    Object.assign(nodeAt(step.path), { step, status, phases, from: step.startedAt, to: step.finishedAt });
  }
  for (const node of root) settle(node);
  return root.sort((a, b) => (began(a) === began(b) ? 0 : began(a) - began(b)));
}

/** Whether a node is open when nobody has said otherwise. */
export function isOpenAtFirst(node: WaterfallNode, siblings: number): boolean {
  return node.pass === null || siblings <= kOpenPasses;
}

/** The rows that are to be seen. `toggled` are the nodes that are not as they are at first. */
export function waterfallRows(nodes: WaterfallNode[], toggled: ReadonlySet<string>): WaterfallRow[] {
  const rows: WaterfallRow[] = [];
  const add = (all: WaterfallNode[], depth: number) => {
    for (const [index, node] of all.entries()) {
      const isOpen = node.children.length > 0 && isOpenAtFirst(node, all.length) !== toggled.has(node.id);
      rows.push({ node, depth, isOpen, place: index + 1, siblings: all.length });
      if (isOpen) add(node.children, depth + 1);
    }
  };
  add(nodes, 0);
  return rows;
}

/** The nodes to toggle so that all are open, or all are folded. */
export function toggledFor(nodes: WaterfallNode[], isOpen: boolean): Set<string> {
  const toggled = new Set<string>();
  const visit = (all: WaterfallNode[]) => {
    for (const node of all) {
      if (node.children.length > 0 && isOpenAtFirst(node, all.length) !== isOpen) toggled.add(node.id);
      visit(node.children);
    }
  };
  visit(nodes);
  return toggled;
}

/** Every stretch in which something was at work, for the scale of the time. */
export function workOf(nodes: WaterfallNode[], now: Moment): { from: Moment; to: Moment }[] {
  return nodes.flatMap(({ step, phases, children }) => {
    // What holds others works as long as they do, and waits as long as they do.
    const own = step && children.length === 0 ? phases : [];
    return [
      ...own.filter(({ kind }) => kind === "working").map(({ from, to }) => ({ from, to: to ?? now })),
      ...workOf(children, now),
    ];
  });
}
