"use client";

import { useState } from "react";

import { CommandDialog, CommandInput } from "@elevaite/shared/ui/command";

import { studioText as text } from "@/text/studio";

import { takesTools, type NodeKind } from "../document/kinds";
import { kInHandle, kToolHandle, kToolsHandle } from "../document/types";
import { focusNode } from "../shell/focus-node";
import { useStudioActions } from "../studio-actions";
import { useStudio, useUi } from "../studio-context";
import type { Insertion } from "../ui-store";
import { KindList } from "./kind-list";

/** The kinds that can take this place. */
function fits(kind: NodeKind, { from, edge }: Insertion): boolean {
  const hasInput = kind.inputs.some((input) => input.id === kInHandle);
  if (edge !== undefined) return hasInput && kind.outputs.length > 0;
  if (!from) return true;
  if (from.handle === kToolsHandle) return kind.can_be_tool;
  if (from.handle === kToolHandle) return takesTools(kind);
  return from.side === "output" ? hasInput : kind.outputs.length > 0;
}

/** Asks which node comes here: after an edge was dropped on the empty canvas, in the middle of an edge, or by key. */
export function InsertDialog() {
  const { document, ui } = useStudio();
  const actions = useStudioActions();
  const insertion = useUi((state) => state.insertion);
  const [search, setSearch] = useState("");
  const close = () => {
    ui.setState({ insertion: null });
    setSearch("");
  };
  const isTool = insertion?.from?.handle === kToolsHandle;
  const placeholder = isTool ? text.add.searchTool : text.add.search;
  return (
    <CommandDialog
      isOpen={insertion !== null}
      onOpenChange={close}
      label={isTool ? text.add.toolTitle : text.add.title}
      shouldFilter={false}
      onCloseAutoFocus={(event) => {
        event.preventDefault();
        const [chosen] = document.getState().selection;
        if (chosen !== undefined) focusNode(chosen);
      }}
    >
      <CommandInput value={search} onValueChange={setSearch} placeholder={placeholder} />
      <KindList
        search={search}
        fits={(kind) => insertion !== null && fits(kind, insertion)}
        onChoose={(kind) => {
          if (insertion) actions.addKind(kind, insertion);
          close();
        }}
      />
    </CommandDialog>
  );
}
