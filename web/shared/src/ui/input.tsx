import type { ComponentProps } from "react";

import { cn } from "./class-names";

// 16 px on phones: iOS zooms into any smaller field and does not zoom back.
export const fieldClasses =
  "w-full min-w-0 rounded-md border border-border-strong bg-surface px-2.5 text-text shadow-sm transition-colors " +
  "max-md:text-[1rem] md:text-sm placeholder:text-muted hover:border-muted " +
  "focus-visible:border-focus focus-visible:outline-offset-0 " +
  "disabled:cursor-not-allowed disabled:bg-subtle disabled:opacity-60 aria-invalid:border-danger";

export function Input({ className, type = "text", ...props }: ComponentProps<"input">) {
  return <input type={type} className={cn(fieldClasses, "h-8", className)} {...props} />;
}
