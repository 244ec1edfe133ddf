import { Pin } from "lucide-react";

import { pinText } from "@/text/run-forks";

import type { WorkflowNode } from "../document/types";

/** Says on the card that test runs do not execute the node. */
export function PinMark({ node }: { node: WorkflowNode }) {
  if (!node.pinned) return null;
  return (
    <Pin role="img" aria-label={pinText.pinned} className="size-4 shrink-0 rotate-45 text-accent-text" />
  );
}
