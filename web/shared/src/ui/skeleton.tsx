import type { ComponentProps } from "react";

import { text } from "../text/index";
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

/** The same in the place of a heading or a link, which a screen reader must not find empty. */
export function SkeletonText(props: ComponentProps<"div">) {
  return (
    <>
      <span className="sr-only">{text.loading}</span>
      <Skeleton {...props} />
    </>
  );
}
