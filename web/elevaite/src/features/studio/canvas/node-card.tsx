"use client";

import { Handle, Position as Side, useStore as useFlow, type NodeProps } from "@xyflow/react";
import { CircleAlert, Plus, TriangleAlert } from "lucide-react";
import { memo } from "react";

import { Button } from "@elevaite/shared/ui/button";
import { cn } from "@elevaite/shared/ui/class-names";

import { studioText as text } from "@/text/studio";

import { indexOf, isAttachedTool } from "../document/graph";
import { outputsOf, takesTools, titleOf } from "../document/kinds";
import { hasOutputRows, kFooterHeight, kHeaderHeight, kRowHeight, sizeOf } from "../document/size";
import { kErrorHandle, kToolHandle, kToolsHandle, type WorkflowNode } from "../document/types";
import { worstOf } from "../problems/problem-index";
import { useDocument, useNode, useProblems, useStudio, useUi } from "../studio-context";
import { portsOf, type Port } from "./geometry";
import { KindIcon } from "./kind-icon";
import { PinMark } from "./pin-mark";
import { NodeRunBadge } from "./node-run-badge";
import { useNodeRun } from "./use-node-run";

/** Below this zoom a card is a coloured shape with a name: nobody could read or hit more of it. */
const kFarZoom = 0.38;

const sides = { left: Side.Left, right: Side.Right, top: Side.Top, bottom: Side.Bottom };

/** Where it stands and whether it is chosen is not its business: React Flow moves it, and studio.css marks it. */
const isSameCard = (before: NodeProps, after: NodeProps) => before.id === after.id;

export const NodeCard = memo(function NodeCard({ id }: NodeProps) {
  const node = useNode(id);
  const isFar = useFlow((state) => state.transform[2] < kFarZoom);
  if (!node) return null;
  return isFar ? <FarCard node={node} /> : <NearCard node={node} />;
}, isSameCard);

type CardProps = { node: WorkflowNode };

/** How a card stands out: a possible target, compared, or as the run has left it. */
function useFrame({ node }: CardProps) {
  const { marks } = useStudio();
  const run = useNodeRun(node);
  const isTarget = useUi(({ targets }) => targets?.has(node.id));
  const mark = marks?.get(node.id);
  return cn(
    "studio-card h-full w-full rounded-lg border bg-surface",
    run?.status === "succeeded" && "border-success",
    run?.status === "failed" && "border-danger",
    run?.status === "waiting" && "border-warning",
    run?.status === "running" && "border-info ring-2 ring-info/30",
    run?.status === "skipped" && "opacity-60",
    mark === "added" && "border-success ring-2 ring-success/30",
    mark === "changed" && "border-warning ring-2 ring-warning/30",
    mark === "removed" && "border-dashed border-danger opacity-70",
    node.disabled && "border-dashed opacity-55",
    isTarget === true && "border-accent ring-3 ring-accent/35",
    isTarget === false && "opacity-40",
  );
}

function FarCard(props: CardProps) {
  const { catalogue } = useStudio();
  const frame = useFrame(props);
  return (
    <div className={cn(frame, "flex items-center gap-2 px-3")}>
      <KindIcon kind={catalogue.get(props.node.kind)} />
      <span className="truncate text-lg font-medium">{titleOf(props.node, catalogue)}</span>
    </div>
  );
}

function NearCard(props: CardProps) {
  const { node } = props;
  const { catalogue, marks } = useStudio();
  const kind = catalogue.get(node.kind);
  const isTool = useDocument(({ document }) => isAttachedTool(document, node.id));
  const frame = useFrame(props);
  const { height } = sizeOf(node, catalogue);
  const subtitle = node.title ? (kind?.title ?? node.kind) : node.id;
  const mark = marks?.get(node.id);
  return (
    <div className="group/card relative h-full w-full">
      <div className={cn(frame, "shadow-sm transition-[box-shadow,border-color,opacity]")}>
        <div className="flex items-center gap-2.5 px-3" style={{ height: kHeaderHeight - 2 }}>
          <KindIcon kind={kind} />
          <div className="min-w-0 flex-1">
            <p className="truncate text-sm leading-5 font-medium">{titleOf(node, catalogue)}</p>
            <p className="truncate text-xs text-muted">
              {isTool && node.tool ? text.canvas.toolNamed(node.tool.name) : subtitle}
              {node.disabled ? ` · ${text.canvas.disabled}` : ""}
              {mark ? ` · ${text.versions.marks[mark]}` : ""}
            </p>
          </div>
          <PinMark node={node} />
          <ProblemBadge id={node.id} />
        </div>
        {hasOutputRows(kind, node) && !isTool ? <OutputRows node={node} /> : null}
        {takesTools(kind) ? <ToolsFooter node={node} /> : null}
      </div>
      {portsOf(kind, node, isTool, height).map((port) => (
        <PortHandle key={`${port.type}:${port.id}`} port={port} node={node} isTool={isTool} />
      ))}
      <NodeRunBadge node={node} />
    </div>
  );
}

function OutputRows({ node }: { node: WorkflowNode }) {
  const { catalogue } = useStudio();
  return (
    <ul className="border-t pt-px">
      {outputsOf(catalogue.get(node.kind), node.config).map((output) => (
        <li
          key={output.id}
          className="flex items-center justify-end truncate px-3.5 text-xs text-muted"
          style={{ height: kRowHeight }}
        >
          {output.title || output.id}
        </li>
      ))}
    </ul>
  );
}

function ToolsFooter({ node }: { node: WorkflowNode }) {
  const { ui, isReadOnly } = useStudio();
  return (
    <div
      className="flex items-center justify-between border-t px-3 text-xs text-muted"
      style={{ height: kFooterHeight }}
    >
      {text.canvas.tools}
      {isReadOnly ? null : (
        <Button
          variant="ghost"
          size="icon-sm"
          className="nodrag -mr-1.5 size-6"
          aria-label={text.canvas.addTool}
          tabIndex={-1}
          onClick={(event) => {
            event.stopPropagation();
            ui.setState({ insertion: { from: { node: node.id, handle: kToolsHandle, side: "input" } } });
          }}
        >
          <Plus aria-hidden />
        </Button>
      )}
    </div>
  );
}

function PortHandle({ port, node, isTool }: { port: Port; node: WorkflowNode; isTool: boolean }) {
  const { isReadOnly } = useStudio();
  const isConnected = useDocument(({ document }) =>
    (indexOf(document).outgoing.get(node.id) ?? []).some((edge) => edge.source_handle === port.id),
  );
  const isError = port.id === kErrorHandle;
  const isToolPort = port.id === kToolHandle || port.id === kToolsHandle;
  const name = port.id === kErrorHandle ? text.canvas.errorOutput : port.id;
  return (
    <Handle
      id={port.id}
      type={port.type}
      position={sides[port.side]}
      isConnectable={!isReadOnly}
      title={name}
      // By keyboard edges are drawn with E, by the names of nodes.
      aria-hidden
      style={port.side === "left" || port.side === "right" ? { top: port.y } : { left: port.x }}
      className={cn(
        "studio-port",
        isError && "studio-port-error",
        isToolPort && "studio-port-tool",
        // What is seldom used is quiet until somebody comes near.
        (isError || (port.id === kToolHandle && !isTool)) && !isConnected && "studio-port-quiet",
      )}
    />
  );
}

function ProblemBadge({ id }: { id: string }) {
  const worst = useProblems(({ problems }) => worstOf(problems, id));
  if (!worst) return null;
  const Icon = worst === "error" ? CircleAlert : TriangleAlert;
  return (
    <Icon
      aria-label={text.problems.onNode[worst]}
      role="img"
      className={cn("size-4 shrink-0", worst === "error" ? "text-danger" : "text-warning")}
    />
  );
}
