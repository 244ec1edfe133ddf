"use client";

import type { ReactNode } from "react";

import { cn } from "@elevaite/shared/ui/class-names";
import { Popover, PopoverContent, PopoverTrigger } from "@elevaite/shared/ui/popover";

import { chatText } from "@/text/chat";

import type { Source } from "./findings";
import { safeLink } from "./safe-address";

const text = chatText.sources;
const chip = "flex max-w-72 items-center gap-1.5 rounded-full border bg-surface py-0.5 pr-2.5 pl-1 text-xs";

function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return url;
  }
}

/** What an answer rests on, as its tools have named it, numbered as the answer may name it. */
export function SourceList({ sources }: { sources: Source[] }) {
  return (
    <section aria-label={text.title} className="flex flex-col gap-1.5">
      <p aria-hidden className="text-xs font-medium text-muted">
        {text.title}
      </p>
      <ol className="flex flex-wrap gap-1.5">
        {sources.map((source, index) => (
          <li key={`${index}-${source.title}`} className="max-w-full">
            <SourceChip source={source} number={index + 1} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function SourceChip({ source, number }: { source: Source; number: number }) {
  const address = source.url === null ? null : safeLink(source.url);
  const words = <ChipWords source={source} number={number} />;
  if (source.passage) return <PassageChip source={source} address={address} words={words} />;
  if (address === null) return <span className={chip}>{words}</span>;
  return (
    <a
      href={address}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className={cn(chip, "hover:bg-subtle")}
    >
      {words}
      <span className="max-w-24 shrink-0 truncate text-muted">{hostOf(address)}</span>
      <span className="sr-only">{chatText.markdown.newTab}</span>
    </a>
  );
}

function ChipWords({ source: { title, place }, number }: { source: Source; number: number }) {
  return (
    <>
      <span className="flex size-4.5 shrink-0 items-center justify-center rounded-full bg-accent-subtle font-medium text-accent-text tabular-nums">
        {number}
      </span>
      <span className="truncate">{title}</span>
      {place ? <span className="max-w-24 shrink-0 truncate text-muted">{place}</span> : null}
    </>
  );
}

type PassageChipProps = { source: Source; address: string | null; words: ReactNode };

/** What the source says, as the tool has read it, beside the answer that rests on it. */
function PassageChip({ source: { title, place, passage }, address, words }: PassageChipProps) {
  return (
    <Popover>
      <PopoverTrigger className={cn(chip, "hover:bg-subtle data-[state=open]:bg-subtle")}>
        {words}
      </PopoverTrigger>
      <PopoverContent aria-label={text.passage(title)} className="flex w-96 flex-col gap-2 text-sm">
        <p className="font-medium wrap-anywhere">
          {title}
          {place ? <span className="font-normal text-muted"> · {place}</span> : null}
        </p>
        <blockquote
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
          tabIndex={0}
          className="max-h-64 overflow-y-auto border-l-2 pl-3 leading-relaxed wrap-anywhere whitespace-pre-wrap text-muted"
        >
          {passage}
        </blockquote>
        {address === null ? null : (
          <a
            href={address}
            target="_blank"
            rel="noopener noreferrer nofollow"
            className="self-start rounded-sm text-accent-text underline-offset-2 hover:underline"
          >
            {text.open}
            <span className="sr-only">{chatText.markdown.newTab}</span>
          </a>
        )}
      </PopoverContent>
    </Popover>
  );
}
