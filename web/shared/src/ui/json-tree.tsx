"use client";

import { ChevronRight } from "lucide-react";
import { useState, type ReactNode } from "react";

import { formatNumber } from "../format/index";
import { inspectText } from "../text/index";
import { Button } from "./button";
import { cn } from "./class-names";
import { jsonRows, kFirstEntries, leafText, type JsonRow } from "./json-rows";

const text = inspectText.json;
const kLongText = 400;
const kOpenDepth = 2;

type JsonTreeProps = { value: unknown; query: string; label: string };

export function JsonTree({ value, query, label }: JsonTreeProps) {
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const [limits, setLimits] = useState<Record<string, number>>({});
  const limitOf = (path: string) => limits[path] ?? kFirstEntries;
  const rows = jsonRows(value, { toggled, openDepth: kOpenDepth, limitOf, query });
  const toggle = (path: string) => {
    const next = new Set(toggled);
    if (!next.delete(path)) next.add(path);
    setToggled(next);
  };
  return (
    <ul
      aria-label={label}
      className="overflow-x-auto rounded-md border bg-subtle/40 py-1.5 font-mono text-xs"
    >
      {rows.length === 0 ? <li className="px-3 py-1 font-sans text-muted">{text.nothing}</li> : null}
      {rows.map((row) => (
        <li
          key={row.path}
          className="flex items-start gap-1 px-2 py-0.5 leading-5"
          style={{ paddingLeft: `${row.depth + 0.5}rem` }}
        >
          <Row
            row={row}
            query={query}
            onToggle={() => toggle(row.path)}
            onMore={(path) => setLimits({ ...limits, [path]: limitOf(path) + kFirstEntries * 10 })}
          />
        </li>
      ))}
    </ul>
  );
}

type RowProps = { row: JsonRow; query: string; onToggle: () => void; onMore: (path: string) => void };

function Row({ row, query, onToggle, onMore }: RowProps) {
  if (row.kind === "more") {
    return (
      <Button variant="link" className="ml-4 font-sans text-xs" onClick={() => onMore(String(row.value))}>
        {text.showMore(formatNumber(row.left))}
      </Button>
    );
  }
  const name =
    row.name === null ? null : <Marked words={row.name} query={query} className="text-accent-text" />;
  if (row.kind === "leaf") {
    return (
      <>
        <span aria-hidden className="w-3.5 shrink-0" />
        {name}
        {name ? <span className="text-muted">:</span> : null}
        <Leaf value={row.value} query={query} />
      </>
    );
  }
  const size = Array.isArray(row.value) ? text.entries(row.size) : text.fields(row.size);
  return (
    <button
      type="button"
      aria-expanded={row.isOpen}
      disabled={query !== ""}
      onClick={onToggle}
      className="flex items-start gap-1 rounded-sm text-left"
    >
      <ChevronRight
        aria-hidden
        className={cn("mt-0.75 size-3.5 shrink-0 text-muted transition-transform", row.isOpen && "rotate-90")}
      />
      {name}
      <span className="font-sans text-muted">{size}</span>
    </button>
  );
}

const leafTones: Record<string, string> = {
  string: "text-text",
  number: "text-info",
  boolean: "text-warning",
};

function Leaf({ value, query }: { value: unknown; query: string }) {
  const [isWhole, setIsWhole] = useState(false);
  const whole = leafText(value);
  const isCut = whole.length > kLongText && !isWhole && query === "";
  return (
    <span className="flex min-w-0 flex-col items-start">
      <Marked
        words={isCut ? `${whole.slice(0, kLongText)}…` : whole}
        query={query}
        className={cn(
          "min-w-0 wrap-anywhere whitespace-pre-wrap select-text",
          leafTones[typeof value] ?? "text-muted",
        )}
      />
      {isCut ? (
        <Button variant="link" className="font-sans text-xs" onClick={() => setIsWhole(true)}>
          {text.showAll(text.characters(formatNumber(whole.length)))}
        </Button>
      ) : null}
    </span>
  );
}

/** A text in which what is sought is marked. */
function Marked({ words, query, className }: { words: string; query: string; className?: string }) {
  const parts: ReactNode[] = [];
  const lower = words.toLowerCase();
  let from = 0;
  for (let at = query ? lower.indexOf(query.toLowerCase()) : -1; at >= 0;) {
    parts.push(
      words.slice(from, at),
      <mark key={at} className="rounded-xs bg-warning-subtle text-warning">
        {words.slice(at, at + query.length)}
      </mark>,
    );
    from = at + query.length;
    at = lower.indexOf(query.toLowerCase(), from);
  }
  parts.push(words.slice(from));
  return <span className={className}>{parts}</span>;
}
