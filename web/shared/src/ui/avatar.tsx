import { cn } from "./class-names";

/** At most two letters of a name or an address: "Ada Lovelace" is AL. */
export function initials(name: string): string {
  const words = name
    .replace(/@.*/, "")
    .split(/[\s._-]+/)
    .filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map(
    (word) => [...(word ?? "")][0] ?? "",
  );
  return letters.join("").toUpperCase();
}

/** Decoration beside a name, so it is hidden from assistive technology. */
export function Avatar({ name, className }: { name: string; className?: string }) {
  return (
    <span
      aria-hidden
      className={cn(
        "inline-flex size-6 shrink-0 items-center justify-center rounded-full bg-accent-subtle text-2xs font-semibold",
        "text-accent-text",
        className,
      )}
    >
      {initials(name)}
    </span>
  );
}
