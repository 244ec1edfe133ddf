"use client";

import { SquareFunction, Variable } from "lucide-react";
import { useEffect, useRef } from "react";

import { cn } from "@elevaite/shared/ui/class-names";

import { studioText as text } from "@/text/studio";

import type { Suggestion } from "./completion";

type SuggestionListProps = {
  id: string;
  suggestions: Suggestion[];
  active: number;
  onTake: (suggestion: Suggestion) => void;
};

/** What may come next, below the field; the field keeps the focus. */
export function SuggestionList({ id, suggestions, active, onTake }: SuggestionListProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: "nearest" });
  }, [active]);
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-label={text.expression.suggestions}
      className="absolute top-full right-0 left-0 z-30 mt-1 max-h-56 overflow-y-auto rounded-lg bg-surface-raised p-1 shadow-lg"
    >
      {suggestions.map((suggestion, index) => {
        const Icon = suggestion.isFunction ? SquareFunction : Variable;
        return (
          // eslint-disable-next-line jsx-a11y/click-events-have-key-events -- the field has the focus and takes the keys
          <div
            key={suggestion.label}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            className={cn(
              "flex items-center gap-2 rounded-md px-2 py-1 text-xs",
              index === active && "bg-subtle",
            )}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onTake(suggestion)}
          >
            <Icon aria-hidden className="size-3.5 shrink-0 text-muted" />
            <span className="shrink-0 font-mono">{suggestion.label}</span>
            <span className="ml-auto truncate text-muted">{suggestion.about}</span>
          </div>
        );
      })}
    </div>
  );
}
