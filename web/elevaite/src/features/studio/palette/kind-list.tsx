"use client";

import type { PointerEvent } from "react";

import { CommandEmpty, CommandGroup, CommandItem, CommandList } from "@elevaite/shared/ui/command";

import { studioText as text } from "@/text/studio";

import { KindIcon } from "../canvas/kind-icon";
import type { NodeCategory, NodeKind } from "../document/kinds";

const categories: NodeCategory[] = ["trigger", "ai", "action", "logic"];

type KindListProps = {
  kinds: NodeKind[];
  onChoose: (kind: NodeKind) => void;
  onDragStart?: (kind: NodeKind, event: PointerEvent) => void;
  className?: string;
};

/** The catalogue by category, inside a Command that filters it. */
export function KindList({ kinds, onChoose, onDragStart, className }: KindListProps) {
  return (
    <CommandList className={className}>
      <CommandEmpty>{text.add.nothing}</CommandEmpty>
      {categories.map((category) => {
        const own = kinds.filter((kind) => kind.category === category);
        return own.length === 0 ? null : (
          <CommandGroup key={category} heading={text.add.categories[category]}>
            {own.map((kind) => (
              <CommandItem
                key={kind.kind}
                value={kind.kind}
                keywords={[kind.title, kind.description, text.add.categories[category]]}
                onSelect={() => onChoose(kind)}
                onPointerDown={(event) => onDragStart?.(kind, event)}
                className={onDragStart ? "cursor-grab touch-none active:cursor-grabbing" : ""}
              >
                <KindIcon kind={kind} className="size-7" />
                <span className="min-w-0">
                  <span className="block truncate font-medium">{kind.title}</span>
                  <span className="block truncate text-xs text-muted">{kind.description}</span>
                </span>
              </CommandItem>
            ))}
          </CommandGroup>
        );
      })}
    </CommandList>
  );
}

/** A title that begins with what was typed comes before one that only has it, and both before a description. */
export function kindScore(_value: string, search: string, keywords: string[] = []): number {
  const wanted = search.trim().toLowerCase();
  const [title = "", ...rest] = keywords.map((keyword) => keyword.toLowerCase());
  if (title.startsWith(wanted)) return 1;
  if (title.split(/\s+/).some((word) => word.startsWith(wanted))) return 0.9;
  if (title.includes(wanted)) return 0.7;
  return rest.some((keyword) => keyword.includes(wanted)) ? 0.4 : 0;
}
