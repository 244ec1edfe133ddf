"use client";

import { Command as Cmdk } from "cmdk";
import { Search } from "lucide-react";
import { Dialog as RadixDialog } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";

import { cn } from "./class-names";
import { dialogClasses, overlayClasses } from "./dialog";

type CommandDialogProps = {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  label: string;
  /** False when the server filters. */
  shouldFilter?: boolean;
  /** Where the focus goes afterwards, when not back to where it was. */
  onCloseAutoFocus?: (event: Event) => void;
  children: ReactNode;
};

/** The same without a dialog, for a list in a panel or a popover. */
export const Command = Cmdk;

export function CommandDialog({
  isOpen,
  onOpenChange,
  label,
  shouldFilter = true,
  onCloseAutoFocus,
  children,
}: CommandDialogProps) {
  return (
    <RadixDialog.Root open={isOpen} onOpenChange={onOpenChange}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className={overlayClasses} />
        <RadixDialog.Content
          aria-describedby={undefined}
          className={dialogClasses}
          {...(onCloseAutoFocus ? { onCloseAutoFocus } : {})}
        >
          <RadixDialog.Title className="sr-only">{label}</RadixDialog.Title>
          <Cmdk label={label} shouldFilter={shouldFilter} loop className="flex min-h-0 flex-col">
            {children}
          </Cmdk>
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}

export function CommandInput({ className, ...props }: ComponentProps<typeof Cmdk.Input>) {
  return (
    <div className="flex items-center gap-2 border-b px-4">
      <Search aria-hidden className="size-4 shrink-0 text-muted" />
      <Cmdk.Input
        className={cn("h-12 w-full bg-transparent text-lg outline-none placeholder:text-muted", className)}
        {...props}
      />
    </div>
  );
}

export function CommandList({ className, ...props }: ComponentProps<typeof Cmdk.List>) {
  return <Cmdk.List className={cn("max-h-96 scroll-py-2 overflow-y-auto p-1.5", className)} {...props} />;
}

export function CommandEmpty(props: ComponentProps<typeof Cmdk.Empty>) {
  return <Cmdk.Empty className="py-8 text-center text-sm text-muted" {...props} />;
}

export function CommandGroup({ className, ...props }: ComponentProps<typeof Cmdk.Group>) {
  return (
    <Cmdk.Group
      className={cn(
        "[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-xs",
        "[&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-muted",
        className,
      )}
      {...props}
    />
  );
}

export function CommandItem({ className, ...props }: ComponentProps<typeof Cmdk.Item>) {
  return (
    <Cmdk.Item
      className={cn(
        "flex cursor-default items-center gap-2.5 rounded-md px-2 py-2 text-sm select-none",
        "data-[selected=true]:bg-subtle data-[disabled=true]:opacity-50",
        "[&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted",
        className,
      )}
      {...props}
    />
  );
}
