"use client";

import { X } from "lucide-react";
import { Dialog as RadixDialog } from "radix-ui";
import type { ComponentProps } from "react";

import { text } from "../text/index";
import { Button } from "./button";
import { cn } from "./class-names";
import { overlayClasses } from "./dialog";

export const Sheet = RadixDialog.Root;
export const SheetTrigger = RadixDialog.Trigger;
export const SheetTitle = RadixDialog.Title;
export const SheetDescription = RadixDialog.Description;

const sides = {
  left: "inset-y-0 left-0 w-72 max-w-[85vw] data-[state=open]:slide-in-from-left",
  right: "inset-y-0 right-0 w-96 max-w-[92vw] data-[state=open]:slide-in-from-right",
  bottom: "inset-x-0 bottom-0 max-h-[85dvh] rounded-t-xl data-[state=open]:slide-in-from-bottom",
};

type SheetContentProps = ComponentProps<typeof RadixDialog.Content> & { side?: keyof typeof sides };

export function SheetContent({ side = "right", className, children, ...props }: SheetContentProps) {
  return (
    <RadixDialog.Portal>
      <RadixDialog.Overlay className={overlayClasses} />
      <RadixDialog.Content
        className={cn(
          "fixed z-50 flex flex-col bg-surface-raised shadow-lg outline-none duration-200 data-[state=open]:animate-in",
          "data-[state=closed]:animate-out data-[state=closed]:fade-out-0",
          sides[side],
          className,
        )}
        {...props}
      >
        {children}
        <RadixDialog.Close asChild>
          <Button variant="ghost" size="icon-sm" className="absolute top-3 right-3" aria-label={text.close}>
            <X aria-hidden />
          </Button>
        </RadixDialog.Close>
      </RadixDialog.Content>
    </RadixDialog.Portal>
  );
}
