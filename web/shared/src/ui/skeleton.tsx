import type { ComponentProps } from "react";

import { cn } from "./class-names";

/** Holds the place of something that is loading. The container around it says aria-busy. */
export function Skeleton({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      aria-hidden
      className={cn("h-4 animate-pulse rounded-sm bg-subtle-strong/70 motion-reduce:animate-none", className)}
      {...props}
    />
  );
}
