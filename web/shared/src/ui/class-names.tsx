import { clsx, type ClassValue } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

// Without this, twMerge takes our own size `text-2xs` for a colour and drops the real one beside it.
const merge = extendTailwindMerge({ extend: { theme: { text: ["2xs"] } } });

/** Joins class names; of two that set the same property the later one wins, so that a caller can overrule a default. */
export function cn(...classes: ClassValue[]): string {
  return merge(clsx(classes));
}
