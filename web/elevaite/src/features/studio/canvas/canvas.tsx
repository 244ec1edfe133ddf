"use client";

import {
  Background,
  BackgroundVariant,
  ReactFlow,
  SelectionMode,
  useReactFlow,
  type Viewport,
} from "@xyflow/react";
import { useCallback, useMemo, useRef, useState, type ReactNode } from "react";

import { cn } from "@elevaite/shared/ui/class-names";

import { studioText as text } from "@/text/studio";

import { kGrid, sizeOf } from "../document/size";
import type { Catalogue } from "../document/kinds";
import type { WorkflowDocument } from "../document/types";
import { useStudioActions } from "../studio-actions";
import { useDocument, useStudio, useUi } from "../studio-context";
import { CanvasControls } from "./canvas-controls";
import { createFlowElements, type FlowNode } from "./flow-elements";
import { MiniMap } from "./mini-map";
import { NodeCard } from "./node-card";
import { useShiftLayer } from "./shift-layer";
import { StickyCard } from "./sticky-card";
import { useFlowEvents } from "./use-flow-events";
import { useKeptMiddle } from "./use-kept-middle";
import { WorkflowEdge } from "./workflow-edge";

import "./studio.css";

const nodeTypes = { card: NodeCard, sticky: StickyCard };
const edgeTypes = { workflow: WorkflowEdge };
const kMinZoom = 0.08;
const kMaxZoom = 1.75;
const kReadableZoom = 0.5;
// A phone shows little of a workflow anyway; what it shows must be readable.
const kNarrow = 640;
const kReadableOnNarrow = 0.6;
const kNarrowMargin = 54;
const kMargin = 72;
/** From here on a map helps more than it costs. */
const kMiniMapNodes = 8;

/** Shows all of it; when that would be too small to read, its beginning. */
export function viewportFor(
  document: WorkflowDocument,
  catalogue: Catalogue,
  { width, height }: { width: number; height: number },
): Viewport {
  if (document.nodes.length === 0) return { x: width / 2 - 120, y: height / 2 - 60, zoom: 1 };
  const boxes = document.nodes.map((node) => ({ ...node.position, ...sizeOf(node, catalogue) }));
  const left = Math.min(...boxes.map((box) => box.x));
  const top = Math.min(...boxes.map((box) => box.y));
  const wide = Math.max(...boxes.map((box) => box.x + box.width)) - left;
  const high = Math.max(...boxes.map((box) => box.y + box.height)) - top;
  const margin = width < kNarrow ? kNarrowMargin : kMargin;
  const readable = width < kNarrow ? kReadableOnNarrow : kReadableZoom;
  const fitting = Math.min((width - 2 * margin) / wide, (height - 2 * margin) / high);
  const zoom = Math.min(Math.max(fitting, readable), 1);
  const isWhole = fitting >= readable;
  const first = document.nodes.find((node) => catalogue.get(node.kind)?.is_trigger)?.position;
  const x = isWhole ? (width - wide * zoom) / 2 - left * zoom : margin - (first?.x ?? left) * zoom;
  const y = isWhole ? (height - high * zoom) / 2 - top * zoom : height / 2 - ((first?.y ?? top) + 30) * zoom;
  return { x, y, zoom };
}

type CanvasProps = { children?: ReactNode; size: { width: number; height: number } };

export function Canvas({ children, size }: CanvasProps) {
  const { catalogue, document: store, ui, isReadOnly } = useStudio();
  const actions = useStudioActions();
  const { screenToFlowPosition } = useReactFlow();
  const [elements] = useState(() => createFlowElements(catalogue));
  const document = useDocument((state) => state.document);
  const selection = useDocument((state) => state.selection);
  const drag = useDocument((state) => state.drag);
  const isConnecting = useUi(({ targets }) => targets !== null);
  const nodes = useMemo(
    () => elements.nodesOf({ ...store.getState(), document, selection, drag }),
    [elements, store, document, selection, drag],
  );
  const edges = useMemo(
    () => elements.edgesOf({ ...store.getState(), document, selection }),
    [elements, store, document, selection],
  );
  const canvas = useRef<HTMLDivElement>(null);
  useShiftLayer(canvas);
  useKeptMiddle(canvas);
  const events = useFlowEvents(screenToFlowPosition);
  const [viewport] = useState(() => viewportFor(store.getState().document, catalogue, size));
  const openNode = useCallback(
    (_event: unknown, node: FlowNode) => {
      if (node.type === "card") actions.open(node.id);
    },
    [actions],
  );
  return (
    <ReactFlow
      ref={canvas}
      {...events}
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      defaultViewport={viewport}
      aria-label={text.canvas.label}
      className={cn(isConnecting && "studio-connecting-tool")}
      minZoom={kMinZoom}
      maxZoom={kMaxZoom}
      snapToGrid
      snapGrid={[kGrid, kGrid]}
      onlyRenderVisibleElements
      nodesDraggable={!isReadOnly}
      nodesConnectable={!isReadOnly}
      edgesReconnectable={!isReadOnly}
      deleteKeyCode={null}
      multiSelectionKeyCode={["Meta", "Control", "Shift"]}
      selectionKeyCode="Shift"
      selectionMode={SelectionMode.Partial}
      panOnScroll
      zoomOnDoubleClick={false}
      connectionRadius={36}
      elevateEdgesOnSelect
      onNodeClick={openNode}
      onPaneClick={() => ui.setState({ focusField: null })}
    >
      <Background variant={BackgroundVariant.Dots} gap={kGrid} size={1} />
      {document.nodes.length >= kMiniMapNodes ? <MiniMap /> : null}
      <CanvasControls />
      {children}
    </ReactFlow>
  );
}
