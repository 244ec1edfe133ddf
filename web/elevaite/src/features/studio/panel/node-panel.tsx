"use client";

import { Copy, MoreHorizontal, Power, Trash2, X } from "lucide-react";
import { useEffect, useRef, type KeyboardEvent } from "react";

import { text as shared } from "@elevaite/shared/text";
import { Button } from "@elevaite/shared/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@elevaite/shared/ui/dropdown-menu";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@elevaite/shared/ui/tabs";

import { studioText as text } from "@/text/studio";

import { KindIcon } from "../canvas/kind-icon";
import { setTitle } from "../document/commands";
import { titleOf } from "../document/kinds";
import type { WorkflowNode } from "../document/types";
import { focusNode } from "../shell/focus-node";
import { useStudioActions } from "../studio-actions";
import { useChosenNode, useNode, useStudio, useUi } from "../studio-context";
import { IdField } from "./id-field";
import { NodeRunTab } from "./node-run-tab";
import { SettingsTab } from "./settings-tab";

/** Everything about the chosen node: its settings, and what the last run did with it. */
export function NodePanel() {
  const id = useChosenNode();
  const node = useNode(id ?? "");
  return node ? <PanelOf key={node.id} node={node} /> : null;
}

function PanelOf({ node }: { node: WorkflowNode }) {
  const { ui } = useStudio();
  const actions = useStudioActions();
  const panel = useRef<HTMLElement>(null);
  const tab = useUi((state) => state.nodeTab);
  const focusField = useUi((state) => state.focusField);

  useEffect(() => {
    if (focusField === null) return;
    const name = focusField.replace(/^config\.?/, "");
    const frame = requestAnimationFrame(() => {
      focusFieldIn(panel.current, name);
      ui.setState({ focusField: null });
    });
    return () => cancelAnimationFrame(frame);
  }, [focusField, ui]);

  // The panel takes room from the canvas; what it is about stays in view.
  useEffect(() => actions.reveal([node.id]), [actions, node.id]);

  // Elsewhere Escape is a hotkey; in a field hotkeys rest.
  const closeByKey = (event: KeyboardEvent<HTMLElement>) => {
    const isHere = event.target instanceof Element && event.currentTarget.contains(event.target);
    if (event.key !== "Escape" || event.defaultPrevented || !isHere) return;
    event.stopPropagation();
    event.nativeEvent.stopImmediatePropagation();
    ui.setState({ side: null });
    focusNode(node.id);
  };
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the button in its corner does the same
    <aside
      ref={panel}
      aria-label={text.panel.label}
      onKeyDown={closeByKey}
      className="flex min-h-0 w-96 shrink-0 flex-col border-l bg-surface max-md:absolute max-md:inset-0 max-md:z-20 max-md:w-full"
    >
      <PanelHeader node={node} />
      <Tabs
        value={tab}
        onValueChange={(next) => ui.setState({ nodeTab: next === "run" ? "run" : "settings" })}
        className="flex min-h-0 flex-1 flex-col"
      >
        <TabsList className="shrink-0 px-3">
          <TabsTrigger value="settings">{text.panel.settings}</TabsTrigger>
          <TabsTrigger value="run">{text.panel.run}</TabsTrigger>
        </TabsList>
        <TabsContent value="settings" className="min-h-0 flex-1 overflow-y-auto p-4">
          <SettingsTab node={node} />
        </TabsContent>
        <TabsContent value="run" className="min-h-0 flex-1 overflow-y-auto p-4">
          <NodeRunTab node={node} />
        </TabsContent>
      </Tabs>
    </aside>
  );
}

const kFocusable = "input, textarea, button:not([aria-haspopup='menu']), [tabindex='0']";

/** Brings a field into view and the focus into it; "first" is the first there is. */
function focusFieldIn(panel: HTMLElement | null, name: string): void {
  const fields = [...(panel?.querySelectorAll<HTMLElement>("[data-field]") ?? [])];
  const wanted =
    name === "first"
      ? fields[0]
      : fields
          .filter(
            (field) => name === field.dataset["field"] || name.startsWith(field.dataset["field"] ?? " "),
          )
          .sort((a, b) => (b.dataset["field"]?.length ?? 0) - (a.dataset["field"]?.length ?? 0))[0];
  wanted?.closest("details")?.setAttribute("open", "");
  wanted?.scrollIntoView({ block: "center" });
  (wanted?.querySelector<HTMLElement>(kFocusable) ?? wanted)?.focus({ preventScroll: true });
}

function PanelHeader({ node }: { node: WorkflowNode }) {
  const { document, catalogue, ui, isReadOnly } = useStudio();
  const kind = catalogue.get(node.kind);
  return (
    <header className="flex shrink-0 items-start gap-2.5 px-3 pt-3 pb-1">
      <KindIcon kind={kind} className="mt-0.5" />
      <div data-document-field className="min-w-0 flex-1">
        <input
          aria-label={text.panel.title}
          className="w-full truncate rounded-sm bg-transparent px-1 text-base font-semibold hover:bg-subtle focus:bg-subtle"
          value={node.title}
          placeholder={titleOf({ ...node, title: "" }, catalogue)}
          readOnly={isReadOnly}
          maxLength={200}
          onChange={(event) =>
            document.apply(setTitle(node.id, event.target.value), {
              label: text.did.title,
              key: `title:${node.id}`,
              isTyping: true,
            })
          }
        />
        <IdField node={node} />
      </div>
      <NodeMenu />
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={shared.close}
        onClick={() => {
          ui.setState({ side: null });
          focusNode(node.id);
        }}
      >
        <X aria-hidden />
      </Button>
    </header>
  );
}

function NodeMenu() {
  const { isReadOnly } = useStudio();
  const actions = useStudioActions();
  if (isReadOnly) return null;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon-sm" aria-label={text.panel.menu}>
          <MoreHorizontal aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem onSelect={() => actions.duplicate()}>
          <Copy aria-hidden />
          {text.canvas.duplicate}
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => actions.toggleDisabled()}>
          <Power aria-hidden />
          {text.canvas.toggleDisabled}
        </DropdownMenuItem>
        <DropdownMenuItem isDangerous onSelect={() => actions.remove()}>
          <Trash2 aria-hidden />
          {text.canvas.remove}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
