"use client";

import { Panel, useReactFlow } from "@xyflow/react";
import { Maximize, Minus, Network, Plus, StickyNote } from "lucide-react";
import type { ReactNode } from "react";

import { Button } from "@elevaite/shared/ui/button";
import { Tooltip } from "@elevaite/shared/ui/tooltip";

import { studioText as text } from "@/text/studio";

import { useStudioActions } from "../studio-actions";
import { useStudio, useUi } from "../studio-context";

type ToolProps = { label: string; hotkey?: string; onClick: () => void; children: ReactNode };

function Tool({ label, hotkey, onClick, children }: ToolProps) {
  return (
    <Tooltip content={label} side="right" {...(hotkey ? { hotkey } : {})}>
      <Button variant="ghost" size="icon" aria-label={label} onClick={onClick}>
        {children}
      </Button>
    </Tooltip>
  );
}

const groupClasses = "flex flex-col rounded-lg border bg-surface p-0.5 shadow-sm";

/** What is always at hand beside the canvas: adding on the upper left, zooming on the lower left. */
export function CanvasControls() {
  const { ui, isReadOnly } = useStudio();
  const actions = useStudioActions();
  const flow = useReactFlow();
  const isPaletteOpen = useUi((state) => state.isPaletteOpen);
  return (
    <>
      {isReadOnly || isPaletteOpen ? null : (
        <Panel position="top-left" className={groupClasses}>
          <Tool label={text.add.open} hotkey="n" onClick={() => ui.setState({ isPaletteOpen: true })}>
            <Plus aria-hidden className="text-accent-text" />
          </Tool>
          <Tool label={text.canvas.addNote} hotkey="t" onClick={() => actions.addSticky()}>
            <StickyNote aria-hidden />
          </Tool>
          <Tool label={text.canvas.layOut} hotkey="shift+l" onClick={() => void actions.layOut()}>
            <Network aria-hidden />
          </Tool>
        </Panel>
      )}
      <Panel position="bottom-left" className={groupClasses}>
        <Tool label={text.canvas.zoomIn} hotkey="+" onClick={() => void flow.zoomIn()}>
          <Plus aria-hidden />
        </Tool>
        <Tool label={text.canvas.zoomOut} hotkey="-" onClick={() => void flow.zoomOut()}>
          <Minus aria-hidden />
        </Tool>
        <Tool
          label={text.canvas.fit}
          hotkey="0"
          onClick={() => void flow.fitView({ padding: 0.1, maxZoom: 1 })}
        >
          <Maximize aria-hidden />
        </Tool>
      </Panel>
    </>
  );
}
