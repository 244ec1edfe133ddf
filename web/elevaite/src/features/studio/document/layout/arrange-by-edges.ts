import { portsOf } from "../../canvas/geometry";
import { indexOf, isAttachedTool } from "../graph";
import type { Catalogue } from "../kinds";
import { kGrid, kHeaderHeight, kNodeWidth, sizeOf } from "../size";
import { kErrorHandle, kToolHandle, type Position, type WorkflowDocument, type WorkflowNode } from "../types";
import { columnsOf, orderColumns, type Slot } from "./columns";
import { partsOf, ranksOf, withoutCircles, type Link } from "./ranks";
import { placeRows } from "./rows";
import { finish, type Steps } from "./slices";

const kColumnGap = 92;
const kRowGap = 40;
const kPartGap = 100;
const kToolGap = 20;
const kToolDrop = 60;

/** An agent takes as much room as it and the tools below it. */
type Group = { node: WorkflowNode; width: number; height: number; tools: WorkflowNode[] };

function groupOf(
  node: WorkflowNode,
  document: WorkflowDocument,
  catalogue: Catalogue,
  isPart: (id: string) => boolean,
): Group {
  const { nodes, incoming, outgoing } = indexOf(document);
  const tools = (incoming.get(node.id) ?? [])
    .filter((edge) => edge.source_handle === kToolHandle && isPart(edge.source))
    .map((edge) => nodes.get(edge.source))
    .filter((tool) => tool !== undefined)
    // A tool of several agents stands below the first.
    .filter((tool) => outgoing.get(tool.id)?.[0]?.target === node.id);
  const { width, height } = sizeOf(node, catalogue);
  if (tools.length === 0) return { node, width, height, tools };
  const row = tools.length * (kNodeWidth + kToolGap) - kToolGap;
  const tallest = Math.max(...tools.map((tool) => sizeOf(tool, catalogue).height));
  return { node, width: Math.max(width, row), height: height + kToolDrop + tallest, tools };
}

function linksOf(document: WorkflowDocument, catalogue: Catalogue, groups: readonly Group[]): Link[] {
  const indexes = new Map(groups.map(({ node }, index) => [node.id, index]));
  return document.edges.flatMap((edge) => {
    const [source, target] = [indexes.get(edge.source), indexes.get(edge.target)];
    if (source === undefined || target === undefined || source === target) return [];
    const node = groups[source]?.node;
    return [{ source, target, offset: node ? offsetOf(node, edge.source_handle, catalogue) : 0 }];
  });
}

/** Of several outputs each wants its successor at its own height; a single one wants it straight ahead. */
function offsetOf(node: WorkflowNode, handle: string, catalogue: Catalogue): number {
  const kind = catalogue.get(node.kind);
  const { height } = sizeOf(node, catalogue);
  const port = portsOf(kind, node, false, height).find(({ id, type }) => id === handle && type === "source");
  if (!port || (port.y < kHeaderHeight && handle !== kErrorHandle)) return 0;
  return handle === kErrorHandle ? height + kRowGap : port.y - kHeaderHeight / 2;
}

/** Places for the nodes from left to right along their edges; all of them, or only some among themselves. */
export function arrangeByEdges(
  document: WorkflowDocument,
  catalogue: Catalogue,
  only?: ReadonlySet<string>,
): Map<string, Position> {
  return finish(arrangingByEdges(document, catalogue, only));
}

/** The same in steps: a thousand nodes take longer than anybody should have to wait for the page. */
export function* arrangingByEdges(
  document: WorkflowDocument,
  catalogue: Catalogue,
  only?: ReadonlySet<string>,
): Steps<Map<string, Position>> {
  const isPart = (id: string) => only === undefined || only.has(id);
  const groups = document.nodes
    .filter((node) => isPart(node.id) && !isAttachedTool(document, node.id))
    .map((node) => groupOf(node, document, catalogue, isPart));
  yield;
  const links = withoutCircles(groups.length, linksOf(document, catalogue, groups));
  const ranks = ranksOf(groups.length, links);
  const places = new Map<string, Position>();
  let top = 0;
  for (const part of partsOf(groups.length, links)) {
    const inPart = new Set(part);
    const own = links.filter(({ source }) => inPart.has(source));
    const columns = columnsOf(part, ranks, own, (index) => groups[index]?.height ?? 0);
    yield* orderColumns(columns);
    yield* placeRows(columns, kRowGap);
    top = placePart({ columns, groups, catalogue, top }, places) + kPartGap;
  }
  return only === undefined ? places : movedBack(places, indexOf(document).nodes);
}

type Part = { columns: Slot[][]; groups: readonly Group[]; catalogue: Catalogue; top: number };

/** Places the nodes of one part below `top`; answers its lower end. */
function placePart({ columns, groups, catalogue, top }: Part, places: Map<string, Position>): number {
  const highest = Math.min(...columns.map(([first]) => first?.top ?? 0));
  let left = 0;
  let bottom = top;
  for (const column of columns) {
    const width = Math.max(0, ...column.map(({ node }) => groups[node]?.width ?? 0));
    for (const slot of column) {
      const group = groups[slot.node];
      if (!group) continue;
      const y = onGrid(top + slot.top - highest);
      placeGroup(group, { x: left + width / 2, y }, catalogue, places);
      bottom = Math.max(bottom, y + group.height);
    }
    left += width + kColumnGap;
  }
  return bottom;
}

const onGrid = (value: number) => Math.round(value / kGrid) * kGrid;

/** A node in the middle of its column, and its tools in a row below it. */
function placeGroup(
  { node, tools }: Group,
  { x, y }: Position,
  catalogue: Catalogue,
  places: Map<string, Position>,
): void {
  places.set(node.id, { x: Math.round(x - kNodeWidth / 2), y });
  const row = tools.length * (kNodeWidth + kToolGap) - kToolGap;
  const below = y + sizeOf(node, catalogue).height + kToolDrop;
  for (const [index, tool] of tools.entries()) {
    places.set(tool.id, { x: Math.round(x - row / 2 + index * (kNodeWidth + kToolGap)), y: below });
  }
}

/** A part that is laid out keeps its upper left corner. */
function movedBack(
  places: Map<string, Position>,
  nodes: ReadonlyMap<string, WorkflowNode>,
): Map<string, Position> {
  const before = [...places.keys()].flatMap((id) => nodes.get(id)?.position ?? []);
  const after = [...places.values()];
  const shift = {
    x: Math.min(...before.map(({ x }) => x)) - Math.min(...after.map(({ x }) => x)),
    y: Math.min(...before.map(({ y }) => y)) - Math.min(...after.map(({ y }) => y)),
  };
  return new Map([...places].map(([id, { x, y }]) => [id, { x: x + shift.x, y: y + shift.y }]));
}
