import { indexOf, isAttachedTool } from "../document/graph";
import { boxesOf, sizeOf } from "../document/size";
import type { Box } from "../document/arrange";
import type { DocumentState } from "../document/document-store";
import type { Catalogue } from "../document/kinds";
import type { Position, WorkflowNode } from "../document/types";
import { portsOf } from "./geometry";

/** How the canvas is moved and magnified: x, y, zoom. */
type Transform = readonly [number, number, number];
/** An edge as a line; its ends go along with what is dragged, or not. */
type Line = { from: Position; to: Position; fromGoes: boolean; toGoes: boolean };
type Colors = { surface: string; border: string; line: string; chosen: string };

/** A path of more lines than this takes the browser longer than two paths. */
const kLinesAtOnce = 128;
const kLineWidth = 1.75;
const kCorner = 8;
/** A line that leads back bows out by so much of the root of its length. */
const kBow = 6.25;

function colorsOf(element: Element): Colors {
  const style = getComputedStyle(element);
  const color = (name: string) => style.getPropertyValue(name);
  return {
    surface: color("--surface"),
    border: color("--border"),
    line: color("--border-strong"),
    chosen: color("--accent"),
  };
}

function linesOf({ document, selection }: DocumentState, catalogue: Catalogue): Line[] {
  const { nodes } = indexOf(document);
  const at = (node: WorkflowNode, handle: string, type: "source" | "target"): Position => {
    const { height } = sizeOf(node, catalogue);
    const ports = portsOf(catalogue.get(node.kind), node, isAttachedTool(document, node.id), height);
    const port = ports.find((one) => one.id === handle && one.type === type);
    return { x: node.position.x + (port?.x ?? 0), y: node.position.y + (port?.y ?? 0) };
  };
  return document.edges.flatMap((edge) => {
    const [source, target] = [nodes.get(edge.source), nodes.get(edge.target)];
    if (!source || !target) return [];
    return {
      from: at(source, edge.source_handle, "source"),
      to: at(target, edge.target_handle, "target"),
      fromGoes: selection.has(edge.source),
      toGoes: selection.has(edge.target),
    };
  });
}

function drawLines(pen: CanvasRenderingContext2D, lines: readonly Line[], by: Position): void {
  for (let start = 0; start < lines.length; start += kLinesAtOnce) {
    pen.beginPath();
    for (const { from, to, fromGoes, toGoes } of lines.slice(start, start + kLinesAtOnce)) {
      const [x, y] = fromGoes ? [from.x + by.x, from.y + by.y] : [from.x, from.y];
      const [endX, endY] = toGoes ? [to.x + by.x, to.y + by.y] : [to.x, to.y];
      const wide = endX - x;
      const bow = wide >= 0 ? wide / 2 : kBow * Math.sqrt(-wide);
      pen.moveTo(x, y);
      pen.bezierCurveTo(x + bow, y, endX - bow, endY, endX, endY);
    }
    pen.stroke();
  }
}

function drawBoxes(pen: CanvasRenderingContext2D, boxes: readonly Box[], by: Position): void {
  for (const { x, y, width, height } of boxes) {
    pen.beginPath();
    pen.roundRect(x + by.x, y + by.y, width, height, kCorner);
    pen.fill();
    pen.stroke();
  }
}

export type Ghost = { push: (by: Position) => void; remove: () => void };

/**
 * Stands for the whole canvas while much of it is dragged: nodes as shapes, edges as lines, in one picture. The browser
 * would have to sort thousands of layers whenever one of them moves, which takes it longer than a frame.
 */
export function ghostOver(
  root: HTMLElement,
  state: DocumentState,
  catalogue: Catalogue,
  transformOf: () => Transform,
): Ghost {
  const picture = window.document.createElement("canvas");
  const density = window.devicePixelRatio;
  picture.className = "studio-ghost";
  picture.width = Math.round(root.clientWidth * density);
  picture.height = Math.round(root.clientHeight * density);
  const hidden = [...root.querySelectorAll<HTMLElement>(".react-flow__nodes, .react-flow__edges")];
  const colors = colorsOf(root);
  const lines = linesOf(state, catalogue);
  const ids = new Set([...state.document.nodes, ...state.document.stickies].map(({ id }) => id));
  const boxes = boxesOf(state.document, catalogue, ids);
  const going = boxes.filter(({ id }) => state.selection.has(id));
  const staying = boxes.filter(({ id }) => !state.selection.has(id));
  root.append(picture);
  for (const { style } of hidden) style.opacity = "0";
  return {
    push(by) {
      const pen = picture.getContext("2d");
      if (!pen) return;
      const [x, y, zoom] = transformOf();
      pen.setTransform(1, 0, 0, 1, 0, 0);
      pen.clearRect(0, 0, picture.width, picture.height);
      pen.setTransform(density * zoom, 0, 0, density * zoom, density * x, density * y);
      pen.lineWidth = kLineWidth;
      pen.strokeStyle = colors.line;
      drawLines(pen, lines, by);
      pen.fillStyle = colors.surface;
      pen.strokeStyle = colors.border;
      drawBoxes(pen, staying, { x: 0, y: 0 });
      pen.strokeStyle = colors.chosen;
      drawBoxes(pen, going, by);
    },
    remove() {
      for (const { style } of hidden) style.removeProperty("opacity");
      picture.remove();
    },
  };
}
