"use client";

import {
  CommandDialog,
  CommandEmpty,
  CommandGroup,
  CommandInput,
  CommandItem,
  CommandList,
} from "@elevaite/shared/ui/command";

import { studioText as text } from "@/text/studio";

import { KindIcon } from "../canvas/kind-icon";
import { targetsOf, type End } from "../document/connect";
import { isAttachedTool, nodeById } from "../document/graph";
import { hasErrorOutput, outputsOf, titleOf } from "../document/kinds";
import { kErrorHandle, kToolHandle, type WorkflowDocument } from "../document/types";
import { focusNode } from "../shell/focus-node";
import { useStudioActions } from "../studio-actions";
import { useChosenNode, useDocument, useStudio, useUi, type StudioModel } from "../studio-context";

/** Where the chosen node's edges may lead, for those who draw them by keyboard. */
function possibleEdges({ catalogue }: StudioModel, document: WorkflowDocument, id: string) {
  const node = nodeById(document, id);
  const kind = node && catalogue.get(node.kind);
  if (!node || !kind) return [];
  const outputs = isAttachedTool(document, id) ? [] : outputsOf(kind, node.config);
  const ends: (End & { title: string })[] = [
    ...outputs.map((output) => ({ node: id, handle: output.id, title: output.title })),
    ...(kind.can_be_tool ? [{ node: id, handle: kToolHandle, title: text.canvas.asTool }] : []),
    ...(hasErrorOutput(kind) && !isAttachedTool(document, id)
      ? [{ node: id, handle: kErrorHandle, title: text.canvas.onError }]
      : []),
  ];
  return ends.flatMap((from) =>
    targetsOf(document, catalogue, from).map((target) => ({ from, target: target.node })),
  );
}

/** Connects the chosen node with another, or goes to any node, by its name. */
export function NodeDialog() {
  const { document, ui } = useStudio();
  const dialog = useUi((state) => state.dialog);
  const close = () => ui.setState({ dialog: null });
  const isConnect = dialog === "connect";
  return (
    <CommandDialog
      isOpen={isConnect || dialog === "find"}
      onOpenChange={close}
      label={isConnect ? text.canvas.connectTo : text.canvas.find}
      onCloseAutoFocus={(event) => {
        const [chosen] = document.getState().selection;
        if (chosen === undefined) return;
        event.preventDefault();
        focusNode(chosen);
      }}
    >
      <CommandInput placeholder={isConnect ? text.canvas.connectTo : text.canvas.find} />
      <CommandList>
        <CommandEmpty>{isConnect ? text.canvas.nothingToConnect : text.canvas.nothingFound}</CommandEmpty>
        {isConnect ? <EdgeItems onDone={close} /> : <NodeItems onDone={close} />}
      </CommandList>
    </CommandDialog>
  );
}

function EdgeItems({ onDone }: { onDone: () => void }) {
  const model = useStudio();
  const actions = useStudioActions();
  const document = useDocument((state) => state.document);
  const chosen = useChosenNode();
  const edges = chosen === null ? [] : possibleEdges(model, document, chosen);
  return (
    <CommandGroup>
      {edges.map(({ from, target }) => {
        const node = nodeById(document, target);
        return node ? (
          <CommandItem
            key={`${from.handle}>${target}`}
            value={`${from.handle}>${target}`}
            keywords={[titleOf(node, model.catalogue), node.id, from.title]}
            onSelect={() => {
              actions.connectNodes(from, target);
              onDone();
            }}
          >
            <KindIcon kind={model.catalogue.get(node.kind)} className="size-7" />
            <span className="truncate">{titleOf(node, model.catalogue)}</span>
            {from.title ? <span className="ml-auto text-xs text-muted">{from.title}</span> : null}
          </CommandItem>
        ) : null;
      })}
    </CommandGroup>
  );
}

function NodeItems({ onDone }: { onDone: () => void }) {
  const { catalogue } = useStudio();
  const actions = useStudioActions();
  const nodes = useDocument((state) => state.document.nodes);
  return (
    <CommandGroup>
      {nodes.map((node) => (
        <CommandItem
          key={node.id}
          value={node.id}
          keywords={[titleOf(node, catalogue), node.kind]}
          onSelect={() => {
            actions.open(node.id);
            actions.reveal([node.id]);
            onDone();
          }}
        >
          <KindIcon kind={catalogue.get(node.kind)} className="size-7" />
          <span className="truncate">{titleOf(node, catalogue)}</span>
          <span className="ml-auto font-mono text-xs text-muted">{node.id}</span>
        </CommandItem>
      ))}
    </CommandGroup>
  );
}
