import { hasErrorOutput, outputsOf, takesTools, type NodeKind } from "../document/kinds";
import { hasOutputRows, kHeaderHeight, kNodeWidth, kRowHeight } from "../document/size";
import { kErrorHandle, kInHandle, kToolHandle, kToolsHandle, type WorkflowNode } from "../document/types";

/** A point of a card where edges begin or end, in pixels from its upper left corner. */
export type Port = {
  id: string;
  type: "source" | "target";
  side: "left" | "right" | "top" | "bottom";
  x: number;
  y: number;
};

export const kPortSize = 12;
const kSingleOutput = 22;
const kErrorFromBottom = 14;

/**
 * The ports of a card. Flow goes from left to right; tools hang below their agent, and an error leaves at the lower right
 * corner of the header.
 */
export function portsOf(
  kind: NodeKind | undefined,
  node: WorkflowNode,
  isTool: boolean,
  height: number,
): Port[] {
  const ports: Port[] = [];
  if (kind?.can_be_tool)
    ports.push({ id: kToolHandle, type: "source", side: "top", x: kNodeWidth / 2, y: 0 });
  if (isTool) return ports;
  if (kind?.inputs.some((input) => input.id === kInHandle) ?? true) {
    ports.push({ id: kInHandle, type: "target", side: "left", x: 0, y: kHeaderHeight / 2 });
  }
  if (takesTools(kind)) {
    ports.push({ id: kToolsHandle, type: "target", side: "bottom", x: kNodeWidth / 2, y: height });
  }
  const outputs = outputsOf(kind, node.config);
  const hasRows = hasOutputRows(kind, node);
  const hasError = hasErrorOutput(kind);
  const single = hasError ? kSingleOutput : kHeaderHeight / 2;
  for (const [index, output] of outputs.entries()) {
    const y = hasRows ? kHeaderHeight + index * kRowHeight + kRowHeight / 2 : single;
    ports.push({ id: output.id, type: "source", side: "right", x: kNodeWidth, y });
  }
  if (hasError) {
    const y = hasRows ? kHeaderHeight / 2 : kHeaderHeight - kErrorFromBottom;
    ports.push({ id: kErrorHandle, type: "source", side: "right", x: kNodeWidth, y });
  }
  return ports;
}
