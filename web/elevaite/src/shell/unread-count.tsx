import { cn } from "@elevaite/shared/ui/class-names";

const kMost = 99;

/** A number for the eye: what it stands on says it in words. Nothing when there is nothing to read. */
export function UnreadCount({ count, className }: { count: number; className?: string }) {
  if (count === 0) return null;
  return (
    <span
      aria-hidden
      className={cn(
        "flex h-4 min-w-4 items-center justify-center rounded-full bg-accent px-1",
        "text-2xs font-semibold text-on-accent tabular-nums",
        className,
      )}
    >
      {count > kMost ? `${kMost}+` : count}
    </span>
  );
}
