"use client";

import { useId, useState } from "react";

import { formatNumber } from "../format/index";
import { inspectText } from "../text/index";
import { Button } from "./button";
import { cn } from "./class-names";
import { CopyButton } from "./copy-button";
import { JsonTree } from "./json-tree";
import { countMatches, isBranch } from "./json-rows";
import { SearchField } from "./search-field";

const text = inspectText.json;

/** More characters than this are shown on demand only: they would make the page slow, and hide what is below. */
const kRawCharacters = 20_000;
/** A value with fewer characters is seen at a glance. */
const kSearchFromCharacters = 400;

type JsonViewProps = {
  value: unknown;
  /** What the value is, for those who cannot see where it stands. */
  label: string;
  className?: string;
};

/** A value as a tree that can be folded and searched, or raw. Nothing is cut off without saying so. */
export function JsonView({ value, label, className }: JsonViewProps) {
  const [query, setQuery] = useState("");
  const [isRaw, setIsRaw] = useState(false);
  const statusId = useId();
  const json = JSON.stringify(value, null, 2) ?? "null";
  const isLarge = json.length > kSearchFromCharacters;
  return (
    <section aria-label={label} className={cn("flex min-w-0 flex-col gap-2", className)}>
      <div className="flex items-center gap-1">
        {isLarge && !isRaw ? (
          <SearchField value={query} onSearch={setQuery} label={text.search} className="min-w-0 flex-1" />
        ) : null}
        {query && !isRaw ? (
          <span id={statusId} role="status" className="px-1 text-xs whitespace-nowrap text-muted">
            {text.found(countMatches(value, query))}
          </span>
        ) : null}
        <span className="ml-auto flex items-center gap-1">
          {isBranch(value) ? (
            <Button variant="ghost" size="sm" aria-pressed={isRaw} onClick={() => setIsRaw(!isRaw)}>
              {text.raw}
            </Button>
          ) : null}
          <CopyButton value={typeof value === "string" ? value : json} label={text.copy} />
        </span>
      </div>
      {isRaw ? <RawJson json={json} label={label} /> : <JsonTree value={value} query={query} label={label} />}
    </section>
  );
}

function RawJson({ json, label }: { json: string; label: string }) {
  const [isWhole, setIsWhole] = useState(false);
  const isCut = json.length > kRawCharacters && !isWhole;
  return (
    <>
      <pre
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
        tabIndex={0}
        role="region"
        aria-label={label}
        className="overflow-auto rounded-md border bg-subtle/60 p-3 font-mono text-xs leading-relaxed"
      >
        <code>{isCut ? `${json.slice(0, kRawCharacters)}…` : json}</code>
      </pre>
      {isCut ? (
        <Button size="sm" className="self-start" onClick={() => setIsWhole(true)}>
          {text.showAll(text.characters(formatNumber(json.length)))}
        </Button>
      ) : null}
    </>
  );
}
