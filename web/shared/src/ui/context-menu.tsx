"use client";

import { ContextMenu as RadixMenu } from "radix-ui";
import type { ComponentProps } from "react";

import { cn } from "./class-names";
import { Kbd } from "./kbd";
import { floatingClasses, itemClasses } from "./menu-classes";

/** A menu at the pointer, by the right button, a long touch, or the menu key. It is never the only way to anything. */
export const ContextMenu = RadixMenu.Root;
export const ContextMenuTrigger = RadixMenu.Trigger;

export function ContextMenuContent({ className, ...props }: ComponentProps<typeof RadixMenu.Content>) {
  return (
    <RadixMenu.Portal>
      <RadixMenu.Content
        collisionPadding={8}
        className={cn(floatingClasses, "min-w-48 max-w-[calc(100vw-1rem)]", className)}
        {...props}
      />
    </RadixMenu.Portal>
  );
}

type ContextMenuItemProps = ComponentProps<typeof RadixMenu.Item> & {
  isDangerous?: boolean;
  /** As for useHotkeys; only shown. */
  hotkey?: string;
};

export function ContextMenuItem({
  className,
  isDangerous = false,
  hotkey,
  children,
  ...props
}: ContextMenuItemProps) {
  return (
    <RadixMenu.Item
      className={cn(itemClasses, isDangerous && "text-danger [&_svg]:text-danger", className)}
      {...props}
    >
      {children}
      {hotkey ? <Kbd keys={hotkey} className="ml-auto" /> : null}
    </RadixMenu.Item>
  );
}

export function ContextMenuSeparator({ className, ...props }: ComponentProps<typeof RadixMenu.Separator>) {
  return <RadixMenu.Separator className={cn("-mx-1 my-1 h-px bg-border", className)} {...props} />;
}
