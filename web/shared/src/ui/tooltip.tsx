"use client";

import { Tooltip as RadixTooltip } from "radix-ui";
import type { ReactNode } from "react";

import { Kbd } from "./kbd";

export const TooltipProvider = RadixTooltip.Provider;

type TooltipProps = {
  content: ReactNode;
  /** The one focusable element that is explained. A tooltip is never its only name: give it an aria-label too. */
  children: ReactNode;
  /** As for useHotkeys: "mod+k". */
  hotkey?: string;
  side?: "top" | "right" | "bottom" | "left";
};

export function Tooltip({ content, children, hotkey, side = "top" }: TooltipProps) {
  return (
    <RadixTooltip.Root>
      <RadixTooltip.Trigger asChild>{children}</RadixTooltip.Trigger>
      <RadixTooltip.Portal>
        <RadixTooltip.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className={
            "z-50 flex max-w-64 items-center gap-2 rounded-md bg-text " +
            "px-2 py-1 text-xs text-background shadow-md animate-in fade-in-0 duration-100"
          }
        >
          {content}
          {hotkey ? (
            <Kbd keys={hotkey} className="border-transparent bg-background/15 text-background" />
          ) : null}
        </RadixTooltip.Content>
      </RadixTooltip.Portal>
    </RadixTooltip.Root>
  );
}
