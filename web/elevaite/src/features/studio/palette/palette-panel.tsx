"use client";

import { Search, X } from "lucide-react";
import { createPortal } from "react-dom";
import { useEffect, useRef, useState } from "react";

import { text as shared } from "@elevaite/shared/text";
import { Button } from "@elevaite/shared/ui/button";
import { Command } from "@elevaite/shared/ui/command";

import { studioText as text } from "@/text/studio";

import { KindIcon } from "../canvas/kind-icon";
import { kNodeWidth } from "../document/size";
import { useStudioActions } from "../studio-actions";
import { useStudio } from "../studio-context";
import { KindList } from "./kind-list";
import { usePaletteDrag } from "./use-palette-drag";

/** The catalogue beside the canvas: drag a kind onto it, or choose one to put it after the chosen node. */
export function PalettePanel() {
  const { ui } = useStudio();
  const actions = useStudioActions();
  const input = useRef<HTMLInputElement>(null);
  const [search, setSearch] = useState("");
  const { dragged, start, wasDragged } = usePaletteDrag();
  useEffect(() => input.current?.focus(), []);
  const close = () => ui.setState({ isPaletteOpen: false });
  return (
    <aside
      aria-label={text.add.title}
      className="flex w-64 shrink-0 select-none flex-col border-r bg-surface max-md:absolute max-md:inset-y-0 max-md:left-0 max-md:z-20 max-md:shadow-lg"
    >
      <Command
        label={text.add.search}
        shouldFilter={false}
        loop
        className="flex min-h-0 flex-1 flex-col"
        onKeyDown={(event) => {
          if (event.key === "Escape") close();
        }}
      >
        <div className="flex h-11 items-center gap-2 border-b pr-1.5 pl-3">
          <Search aria-hidden className="size-4 shrink-0 text-muted" />
          <Command.Input
            ref={input}
            value={search}
            onValueChange={setSearch}
            placeholder={text.add.search}
            className="h-full w-full bg-transparent text-sm outline-none placeholder:text-muted max-md:text-[1rem]"
          />
          <Button variant="ghost" size="icon-sm" aria-label={shared.close} onClick={close}>
            <X aria-hidden />
          </Button>
        </div>
        <KindList
          search={search}
          className="max-h-none min-h-0 flex-1"
          onDragStart={start}
          onChoose={(kind) => {
            if (!wasDragged()) actions.addKind(kind);
          }}
        />
        <p className="border-t px-3 py-2 text-xs text-muted">{text.add.hint}</p>
      </Command>
      {dragged
        ? createPortal(
            <div
              aria-hidden
              className="pointer-events-none fixed top-0 left-0 z-50 flex w-52 items-center gap-2.5 rounded-lg border border-accent bg-surface px-3 py-3 text-sm font-medium opacity-90 shadow-lg"
              style={{ transform: `translate(${dragged.x - kNodeWidth / 2}px, ${dragged.y - 30}px)` }}
            >
              <KindIcon kind={dragged.kind} />
              {dragged.kind.title}
            </div>,
            window.document.body,
          )
        : null}
    </aside>
  );
}
