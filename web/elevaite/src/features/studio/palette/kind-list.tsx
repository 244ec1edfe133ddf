"use client";

import type { PointerEvent } from "react";

import { CommandEmpty, CommandGroup, CommandItem, CommandList } from "@elevaite/shared/ui/command";

import { studioText as text } from "@/text/studio";

import { KindIcon } from "../canvas/kind-icon";
import type { NodeCategory, NodeKind } from "../document/kinds";
import { useDocument, useStudio } from "../studio-context";
import { rankKinds } from "./rank";

const categories: NodeCategory[] = ["trigger", "ai", "action", "logic"];

type KindListProps = {
  search: string;
  /** Which kinds can take the place; all when absent. */
  fits?: (kind: NodeKind) => boolean;
  onChoose: (kind: NodeKind) => void;
  onDragStart?: (kind: NodeKind, event: PointerEvent) => void;
  className?: string;
};

/** The catalogue inside a Command that does not filter: by category, or what was searched for, the best first. */
export function KindList({ search, fits, onChoose, onDragStart, className }: KindListProps) {
  const { catalogue } = useStudio();
  const nodes = useDocument(({ document }) => document.nodes);
  const present = new Set(nodes.map((node) => node.kind));
  const kinds = [...catalogue.values()].filter(
    (kind) => !(kind.is_unique && present.has(kind.kind)) && (fits?.(kind) ?? true),
  );
  const item = (kind: NodeKind) => (
    <CommandItem
      key={kind.kind}
      value={kind.kind}
      onSelect={() => onChoose(kind)}
      onPointerDown={(event) => onDragStart?.(kind, event)}
      className={onDragStart ? "cursor-grab touch-none active:cursor-grabbing" : ""}
    >
      <KindIcon kind={kind} className="size-7" />
      <span className="min-w-0">
        <span className="block truncate font-medium">{kind.title}</span>
        <span className="line-clamp-2 text-xs text-muted">{kind.description}</span>
      </span>
    </CommandItem>
  );
  return (
    <CommandList className={className}>
      <CommandEmpty>{text.add.nothing}</CommandEmpty>
      {search.trim() === ""
        ? categories.map((category) => {
            const own = kinds.filter((kind) => kind.category === category);
            return own.length === 0 ? null : (
              <CommandGroup key={category} heading={text.add.categories[category]}>
                {own.map(item)}
              </CommandGroup>
            );
          })
        : rankKinds(kinds, search).map(item)}
    </CommandList>
  );
}
