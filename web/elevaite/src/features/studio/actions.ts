import { announce } from "@elevaite/shared/ui/live-region";
import { toast } from "@elevaite/shared/ui/toast";

import { studioText as text } from "@/text/studio";

import { align, distribute, type Alignment, type Axis } from "./document/arrange";
import { copyOf, insertPart, pastedDocument, withoutUnique } from "./document/clipboard";
import * as commands from "./document/commands";
import { canConnect, nextOutput, type Connection, type End } from "./document/connect";
import { indexOf, nodeById } from "./document/graph";
import { randomId } from "./document/ids";
import { outputsOf, takesTools, titleOf, type NodeKind } from "./document/kinds";
import { arrangingByEdges } from "./document/layout/arrange-by-edges";
import { inSlices } from "./document/layout/slices";
import { boxesOf, kGrid, kNodeWidth, sizeOf } from "./document/size";
import {
  kInHandle,
  kToolHandle,
  kToolsHandle,
  type Position,
  type WorkflowDocument,
  type WorkflowNode,
} from "./document/types";
import type { StudioModel } from "./studio-context";
import type { Insertion, OpenEnd } from "./ui-store";

const kGapRight = 88;
const kGapBelow = 64;
const kPasteOffset = 40;

const snap = ({ x, y }: Position): Position => ({
  x: Math.round(x / kGrid) * kGrid,
  y: Math.round(y / kGrid) * kGrid,
});

export type CanvasPorts = {
  /** The middle of what can be seen, in the canvas' own coordinates. */
  middle: () => Position;
  reveal: (ids: Iterable<string>) => void;
};

/** What a person can do to the workflow, whichever way they ask for it. */
export function createActions(model: StudioModel, canvas: () => CanvasPorts | null) {
  const { document: store, catalogue, ui } = model;
  const now = () => store.getState().document;
  const chosen = () => store.getState().selection;
  const names = (ids: Iterable<string>) => [...ids].filter((id) => indexOf(now()).ids.has(id));

  function isFree(document: WorkflowDocument, at: Position): boolean {
    return document.nodes.every(
      ({ position }) => Math.abs(position.x - at.x) > kNodeWidth || Math.abs(position.y - at.y) > 70,
    );
  }

  function freePlace(document: WorkflowDocument, wanted: Position): Position {
    let place = snap(wanted);
    while (!isFree(document, place)) place = { x: place.x, y: place.y + 5 * kGrid };
    return place;
  }

  function placeBeside(node: WorkflowNode, where: "right" | "left" | "below"): Position {
    const { width, height } = sizeOf(node, catalogue);
    const { x, y } = node.position;
    if (where === "below") return { x: x - 100, y: y + height + kGapBelow };
    return where === "right" ? { x: x + width + kGapRight, y } : { x: x - kNodeWidth - kGapRight, y };
  }

  /** The connection that a new node gets with an open end; undefined when it cannot have one. */
  function connectionWith(open: OpenEnd, node: WorkflowNode, kind: NodeKind): Connection | undefined {
    if (open.handle === kToolsHandle) return pair(node.id, kToolHandle, open.node, kToolsHandle);
    if (open.handle === kToolHandle) return pair(open.node, kToolHandle, node.id, kToolsHandle);
    if (open.side === "output") return pair(open.node, open.handle, node.id, kInHandle);
    const output = outputsOf(kind, node.config)[0]?.id;
    return output ? pair(node.id, output, open.node, open.handle) : undefined;
  }

  function openEndOfSelection(kind: NodeKind): OpenEnd | undefined {
    const [id] = chosen();
    const node = id === undefined ? undefined : nodeById(now(), id);
    if (chosen().size !== 1 || !node || kind.is_trigger) return undefined;
    const handle = nextOutput(now(), catalogue, node.id);
    return handle === undefined ? undefined : { node: node.id, handle, side: "output" };
  }

  function placeFor({ position, from }: Insertion, open: OpenEnd | undefined): Position {
    if (position) return snap(position);
    const beside = open && nodeById(now(), open.node);
    if (!beside || !open) {
      const middle = canvas()?.middle() ?? { x: 0, y: 0 };
      return freePlace(now(), { x: middle.x - kNodeWidth / 2, y: middle.y - 30 });
    }
    const side = from?.side === "input" ? "left" : "right";
    return freePlace(now(), placeBeside(beside, open.handle === kToolsHandle ? "below" : side));
  }

  function addKind(kind: NodeKind, insertion: Insertion = {}): void {
    if (kind.is_unique && now().nodes.some((node) => node.kind === kind.kind)) {
      toast.info(text.add.onlyOne(kind.title));
      return;
    }
    const edge = insertion.edge === undefined ? undefined : indexOf(now()).edges.get(insertion.edge);
    const open = insertion.from ?? (insertion.position ? undefined : openEndOfSelection(kind));
    const node = commands.newNode(now(), kind, placeFor(insertion, edge ? undefined : open));
    const output = outputsOf(kind, node.config)[0]?.id;
    const command: commands.Command = (document) => {
      if (edge) return commands.splitEdge(edge.id, node, output)(document);
      const added = commands.addNode(node)(document);
      const wanted = open && connectionWith(open, node, kind);
      return wanted && canConnect(added, catalogue, wanted) ? commands.connect(wanted)(added) : added;
    };
    store.apply(command, { label: text.did.add(kind.title), select: [node.id] });
    announce(text.did.add(kind.title));
    canvas()?.reveal([node.id]);
  }

  function connect(connection: Connection): boolean {
    if (!canConnect(now(), catalogue, connection)) return false;
    const target = nodeById(now(), connection.target);
    store.apply(commands.connect(connection), { label: text.did.connect });
    if (target) announce(text.did.connected(titleOf(target, catalogue)));
    return true;
  }

  function reconnect(edge: string, connection: Connection): boolean {
    const without = commands.remove(new Set([edge]))(now());
    if (!canConnect(without, catalogue, connection)) return false;
    store.apply(commands.reconnect(edge, connection), { label: text.did.connect });
    return true;
  }

  /** Connects two nodes as it fits: a tool with its agent, or an output with the input. */
  function connectNodes(from: End, target: string): boolean {
    const node = nodeById(now(), target);
    const handle =
      from.handle === kToolHandle && takesTools(node && catalogue.get(node.kind)) ? kToolsHandle : kInHandle;
    return connect(pair(from.node, from.handle, target, handle));
  }

  function remove(ids: Iterable<string> = chosen()): void {
    const gone = new Set(ids);
    if (gone.size === 0) return;
    store.apply(commands.remove(gone), { label: text.did.remove(gone.size) });
    announce(text.did.remove(gone.size));
  }

  function insert(part: WorkflowDocument, at: Position | { offset: number }, label: string): void {
    const usable = withoutUnique(part, now(), catalogue);
    if (usable.nodes.length + usable.stickies.length === 0) return void toast.info(text.add.allUnique);
    const { document, ids } = insertPart(now(), usable, at);
    store.apply(() => document, { label, select: ids });
    announce(label);
    canvas()?.reveal(ids);
  }

  function duplicate(): void {
    const ids = chosen();
    const copied = copyOf(now(), ids);
    const part = copied === null ? null : pastedDocument(copied);
    if (part) insert(part, { offset: kPasteOffset }, text.did.duplicate(ids.size));
  }

  function paste(clip: string, at?: Position): boolean {
    const part = pastedDocument(clip);
    if (!part) return false;
    const isHere = part.nodes.some((node) => nodeById(now(), node.id)?.kind === node.kind);
    const middle = canvas()?.middle() ?? { x: 0, y: 0 };
    const place = at ? snap(at) : isHere ? { offset: kPasteOffset } : snap(middle);
    insert(part, place, text.did.paste(part.nodes.length + part.stickies.length));
    return true;
  }

  function toggleDisabled(): void {
    const ids = new Set([...chosen()].filter((id) => nodeById(now(), id)));
    if (ids.size === 0) return;
    const isDisabling = [...ids].some((id) => !nodeById(now(), id)?.disabled);
    const label = isDisabling ? text.did.disable(ids.size) : text.did.enable(ids.size);
    store.apply(commands.setDisabled(ids, isDisabling), { label });
    announce(label);
  }

  function place(positions: ReadonlyMap<string, Position>, label: string, key?: string): void {
    if (positions.size > 0) store.apply(commands.move(positions), { label, ...(key ? { key } : {}) });
  }

  async function layOut(): Promise<void> {
    const document = now();
    const nodes = names(chosen()).filter((id) => nodeById(document, id));
    const only = nodes.length > 1 ? new Set(nodes) : undefined;
    // What somebody does meanwhile is worth more.
    const isWanted = () => now() === document;
    const places = await inSlices(arrangingByEdges(document, catalogue, only), isWanted);
    if (!places || !isWanted()) return;
    place(places, text.did.layOut);
    announce(text.did.layOut);
    if (!only) canvas()?.reveal(now().nodes.map(({ id }) => id));
  }

  function addSticky(at?: Position): void {
    const middle = at ?? canvas()?.middle() ?? { x: 0, y: 0 };
    const id = randomId("note");
    const size = { width: 240, height: 140 };
    const sticky = { id, text: "", color: "yellow" as const, position: snap(middle), ...size };
    store.apply(commands.addSticky(sticky), { label: text.did.addNote, select: [id] });
    ui.setState({ editedSticky: id });
  }

  function step(go: () => string | null, words: (label: string) => string): void {
    const label = go();
    if (label !== null) announce(words(label));
  }

  return {
    addKind,
    connect,
    connectNodes,
    reconnect,
    remove,
    duplicate,
    paste,
    toggleDisabled,
    place,
    layOut,
    addSticky,
    undo: () => step(store.undo, text.did.undone),
    redo: () => step(store.redo, text.did.redone),
    copy: () => copyOf(now(), chosen()),
    selectAll: () => store.select([...now().nodes, ...now().stickies].map(({ id }) => id)),
    align: (alignment: Alignment) =>
      place(align(boxesOf(now(), catalogue, chosen()), alignment), text.did.align),
    distribute: (axis: Axis) =>
      place(distribute(boxesOf(now(), catalogue, chosen()), axis), text.did.distribute),
    open: (id: string, field: string | null = null) => {
      store.select([id]);
      ui.setState({ side: "node", focusField: field, ...(field ? { nodeTab: "settings" as const } : {}) });
    },
    reveal: (ids: Iterable<string>) => canvas()?.reveal(ids),
  };
}

function pair(source: string, source_handle: string, target: string, target_handle: string): Connection {
  return { source, source_handle, target, target_handle };
}

export type Actions = ReturnType<typeof createActions>;
