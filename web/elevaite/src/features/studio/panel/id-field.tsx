"use client";

import { useState } from "react";

import { cn } from "@elevaite/shared/ui/class-names";
import { announce } from "@elevaite/shared/ui/live-region";

import { studioText as text } from "@/text/studio";

import { renameNode } from "../document/commands";
import { indexOf } from "../document/graph";
import { isNodeId } from "../document/ids";
import type { WorkflowNode } from "../document/types";
import { useStudio } from "../studio-context";

/** The id by which expressions name the node. Changing it changes them too. */
export function IdField({ node }: { node: WorkflowNode }) {
  const { document, isReadOnly } = useStudio();
  const [typed, setTyped] = useState<string | null>(null);
  const isTaken = typed !== null && typed !== node.id && indexOf(document.getState().document).ids.has(typed);
  const problem =
    typed === null || typed === node.id
      ? null
      : isTaken
        ? text.panel.idTaken
        : isNodeId(typed)
          ? null
          : text.panel.idWrong;
  const rename = () => {
    if (typed !== null && typed !== node.id && !problem) {
      document.apply(renameNode(node.id, typed), { label: text.did.rename(typed), select: [typed] });
      announce(text.did.rename(typed));
    }
    setTyped(null);
  };
  return (
    <>
      <input
        aria-label={text.panel.id}
        title={text.panel.idHint}
        aria-invalid={problem !== null}
        aria-describedby={problem ? "node-id-problem" : undefined}
        className={cn(
          "w-full truncate rounded-sm bg-transparent px-1 font-mono text-xs text-muted hover:bg-subtle focus:bg-subtle",
          "focus:text-text aria-invalid:text-danger",
        )}
        spellCheck={false}
        autoComplete="off"
        readOnly={isReadOnly}
        value={typed ?? node.id}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={rename}
        onKeyDown={(event) => {
          if (event.key === "Enter") event.currentTarget.blur();
          if (event.key === "Escape" && typed !== null) {
            event.stopPropagation();
            setTyped(null);
          }
        }}
      />
      {problem ? (
        <p id="node-id-problem" role="alert" className="px-1 text-xs text-danger">
          {problem}
        </p>
      ) : null}
    </>
  );
}
