"use client";

import { BaseEdge, getBezierPath, type EdgeProps } from "@xyflow/react";
import { Plus, X } from "lucide-react";
import { memo, useState, useSyncExternalStore } from "react";

import { cn } from "@elevaite/shared/ui/class-names";

import { studioText as text } from "@/text/studio";

import { edgeKey } from "../document/diff";
import { indexOf } from "../document/graph";
import { kNodeWidth } from "../document/size";
import { kErrorHandle, kToolHandle } from "../document/types";
import { hasEdgeProblem } from "../problems/problem-index";
import { useStudioActions } from "../studio-actions";
import { useDocument, useProblems, useRun, useStudio } from "../studio-context";

const kButtonsWidth = 52;
const kButtonsHeight = 24;
const never = () => () => undefined;

/** An edge, with buttons in its middle that put a node there or remove it. */
export const WorkflowEdge = memo(function WorkflowEdge(props: EdgeProps) {
  const { id, source, target, sourceHandleId, selected = false } = props;
  const { isReadOnly, marks } = useStudio();
  const [isNear, setIsNear] = useState(false);
  const [path, x, y] = getBezierPath(useShifted(props));
  const isTool = sourceHandleId === kToolHandle;
  const wasTaken = useRun(({ nodes }) => !isTool && isTaken(nodes.get(source), nodes.get(target)));
  const hasProblem = useProblems(({ problems }) => hasEdgeProblem(problems, id));
  const mark = useDocument(({ document }) => {
    const edge = marks ? indexOf(document).edges.get(id) : undefined;
    return edge ? marks?.get(edgeKey(edge)) : undefined;
  });
  return (
    <g onPointerEnter={() => setIsNear(true)} onPointerLeave={() => setIsNear(false)}>
      <BaseEdge
        path={path}
        interactionWidth={24}
        className={cn(
          "studio-edge",
          isTool && "studio-edge-tool",
          sourceHandleId === kErrorHandle && "studio-edge-error",
          wasTaken && "studio-edge-taken",
          hasProblem && "studio-edge-problem",
          mark && `studio-edge-${mark}`,
          selected && "studio-edge-selected",
        )}
      />
      {isReadOnly || !(isNear || selected) ? null : <EdgeButtons id={id} x={x} y={y} isTool={isTool} />}
    </g>
  );
});

/** An edge out of what is dragged together, and so drawn elsewhere than React Flow believes. */
function useShifted(edge: EdgeProps): EdgeProps {
  const { document } = useStudio();
  const isSource = useDocument(({ selection }) => selection.has(edge.source));
  const isTarget = useDocument(({ selection }) => selection.has(edge.target));
  const shift = useSyncExternalStore(
    isSource === isTarget ? never : document.shift.subscribe,
    () => (isSource === isTarget ? null : document.shift.getState().by),
    () => null,
  );
  if (!shift) return edge;
  const { sourceX, sourceY, targetX, targetY } = edge;
  return isSource
    ? { ...edge, sourceX: sourceX + shift.x, sourceY: sourceY + shift.y }
    : { ...edge, targetX: targetX + shift.x, targetY: targetY + shift.y };
}

function isTaken(from: { status: string } | undefined, to: { status: string } | undefined): boolean {
  const hasGone = from?.status === "succeeded" || from?.status === "failed";
  return hasGone && to !== undefined && to.status !== "skipped";
}

type EdgeButtonsProps = { id: string; x: number; y: number; isTool: boolean };

function EdgeButtons({ id, x, y, isTool }: EdgeButtonsProps) {
  const { ui } = useStudio();
  const actions = useStudioActions();
  const classes =
    "flex size-5.5 items-center justify-center rounded-md border bg-surface text-muted shadow-sm hover:text-text " +
    "[&_svg]:size-3.5";
  return (
    <foreignObject
      x={x - kButtonsWidth / 2}
      y={y - kButtonsHeight / 2}
      width={kButtonsWidth}
      height={kButtonsHeight}
    >
      {/* By keyboard: N puts a node into the chosen edge, Delete removes it. */}
      <div className="flex h-full items-center justify-center gap-1">
        {isTool ? null : (
          <button
            type="button"
            tabIndex={-1}
            aria-label={text.canvas.insertNode}
            className={classes}
            onClick={() =>
              ui.setState({ insertion: { edge: id, position: { x: x - kNodeWidth / 2, y: y - 30 } } })
            }
          >
            <Plus aria-hidden />
          </button>
        )}
        <button
          type="button"
          tabIndex={-1}
          aria-label={text.canvas.removeEdge}
          className={classes}
          onClick={() => actions.remove([id])}
        >
          <X aria-hidden />
        </button>
      </div>
    </foreignObject>
  );
}
