"use client";

import { Popover as RadixPopover } from "radix-ui";
import type { ComponentProps } from "react";

import { cn } from "./class-names";
import { floatingClasses } from "./menu-classes";

export const Popover = RadixPopover.Root;
export const PopoverTrigger = RadixPopover.Trigger;

export function PopoverContent({ className, ...props }: ComponentProps<typeof RadixPopover.Content>) {
  return (
    <RadixPopover.Portal>
      <RadixPopover.Content
        sideOffset={4}
        align="start"
        collisionPadding={8}
        className={cn(floatingClasses, "w-72 max-w-[calc(100vw-1rem)] p-3", className)}
        {...props}
      />
    </RadixPopover.Portal>
  );
}
