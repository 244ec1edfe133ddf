"use client";

import { Search, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";

import { text } from "../text/index";
import { Button } from "./button";
import { cn } from "./class-names";
import { Input } from "./input";

type SearchFieldProps = {
  value: string;
  /** Called when typing has paused, so that not every key asks the server. */
  onSearch: (value: string) => void;
  label: string;
  className?: string;
};

const kPauseMilliseconds = 200;

export function SearchField({ value, onSearch, label, className }: SearchFieldProps) {
  const [typed, setTyped] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const change = (next: string, pause: number) => {
    setTyped(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onSearch(next.trim()), pause);
  };
  return (
    <div className={cn("relative", className)}>
      <Search aria-hidden className="pointer-events-none absolute top-2 left-2.5 size-4 text-muted" />
      <Input
        type="search"
        role="searchbox"
        aria-label={label}
        placeholder={label}
        value={typed}
        className="pr-8 pl-8 [&::-webkit-search-cancel-button]:hidden"
        onChange={(event) => change(event.target.value, kPauseMilliseconds)}
        onKeyDown={(event) => {
          if (event.key === "Escape" && typed) {
            event.stopPropagation();
            change("", 0);
          }
        }}
      />
      {typed ? (
        <Button
          variant="ghost"
          size="icon-sm"
          className="absolute top-0.5 right-0.5"
          aria-label={text.clearSearch}
          onClick={() => change("", 0)}
        >
          <X aria-hidden />
        </Button>
      ) : null}
    </div>
  );
}
