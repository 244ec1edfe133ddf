"use client";

import { ScrollArea as RadixScrollArea } from "radix-ui";
import type { ComponentProps } from "react";

import { cn } from "./class-names";

export function ScrollArea({ className, children, ...props }: ComponentProps<typeof RadixScrollArea.Root>) {
  return (
    <RadixScrollArea.Root className={cn("relative overflow-hidden", className)} {...props}>
      <RadixScrollArea.Viewport className="size-full rounded-[inherit]">{children}</RadixScrollArea.Viewport>
      <ScrollBar orientation="vertical" />
      <ScrollBar orientation="horizontal" />
    </RadixScrollArea.Root>
  );
}

function ScrollBar({ orientation }: { orientation: "vertical" | "horizontal" }) {
  return (
    <RadixScrollArea.Scrollbar
      orientation={orientation}
      className={cn(
        "flex touch-none p-0.5 select-none",
        orientation === "vertical" ? "w-2.5" : "h-2.5 flex-col",
      )}
    >
      <RadixScrollArea.Thumb className="relative flex-1 rounded-full bg-border-strong/60" />
    </RadixScrollArea.Scrollbar>
  );
}
