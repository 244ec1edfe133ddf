"use client";

import { formatHotkey } from "../hotkeys/index";
import { useIsHydrated } from "../routing/index";
import { cn } from "./class-names";

/** A key combination as this person's keyboard labels it: "mod+k" is ⌘K on a Mac and Ctrl K elsewhere. */
export function Kbd({ keys, className }: { keys: string; className?: string }) {
  // Which system it is is known in the browser only; the server's guess must match the first render.
  const isMac = useIsHydrated() && /Mac|iPhone|iPad/.test(navigator.userAgent);
  return (
    <kbd
      className={cn(
        "inline-flex h-5 min-w-5 items-center justify-center rounded-sm border bg-subtle px-1 font-sans text-2xs",
        "font-medium text-muted",
        className,
      )}
    >
      {formatHotkey(keys, isMac)}
    </kbd>
  );
}
