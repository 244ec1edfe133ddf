import { cn } from "./class-names";

/** Three nodes that rise: the sign of the product. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg
      aria-hidden
      viewBox="0 0 24 24"
      className={cn("size-5 text-accent-text", className)}
      fill="none"
      stroke="currentColor"
    >
      <path d="M6 18 L12 11.5 L18 6" strokeWidth="2" strokeLinecap="round" />
      <circle cx="5.5" cy="18.5" r="2.5" fill="currentColor" stroke="none" />
      <circle cx="12" cy="11.5" r="2.5" fill="currentColor" stroke="none" />
      <circle cx="18.5" cy="5.5" r="3" fill="currentColor" stroke="none" />
    </svg>
  );
}
