import type { Step } from "@/queries/run-journal";
import { runsText as text } from "@/text/runs";

/** What the nodes of a workflow are called, by id. */
export type NodeTitles = ReadonlyMap<string, string>;

/** The titles in a version's workflow. Whatever else it may hold, a node has an id and perhaps a title. */
export function titlesOf(workflow: unknown): NodeTitles {
  const { nodes = [] } = (workflow ?? {}) as { nodes?: { id: string; title?: string }[] };
  return new Map(nodes.map(({ id, title }) => [id, title ?? ""]));
}

/** A part of a step has a title of its own; a step has that of its node. */
export function titleOf(step: Step, titles: NodeTitles): string {
  return step.title || (step.path.includes(":") ? "" : titles.get(step.node)) || step.path;
}

export function passTitle(pass: number): string {
  return text.timeline.pass(pass + 1);
}
