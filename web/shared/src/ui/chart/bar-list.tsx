import Link from "next/link";
import type { ReactNode } from "react";

export type BarListItem = {
  key: string;
  label: string;
  /** Null where there is nothing to lead to. */
  href: string | null;
  /** What the length of the bar stands for. */
  share: number;
  figures: ReactNode;
};

/** A ranking: each entry with its figures, on a bar as long as it weighs. */
export function BarList({ label, items }: { label: string; items: BarListItem[] }) {
  const most = Math.max(...items.map(({ share }) => share), 0);
  return (
    <ol aria-label={label} className="flex flex-col">
      {items.map(({ key, label: name, href, share, figures }) => (
        <li
          key={key}
          className="relative flex h-9 items-center gap-3 rounded-md px-2 text-sm has-[a]:hover:bg-subtle/70"
        >
          <span
            aria-hidden
            className="absolute inset-y-1 left-0 rounded-sm bg-accent-subtle"
            style={{ width: `${most > 0 ? (share / most) * 100 : 0}%` }}
          />
          {href === null ? (
            <span className="relative min-w-0 flex-1 truncate">{name}</span>
          ) : (
            <Link href={href} prefetch={false} className="row-link min-w-0 flex-1 truncate font-medium">
              <span className="relative">{name}</span>
            </Link>
          )}
          <span className="relative shrink-0 text-muted tabular-nums">{figures}</span>
        </li>
      ))}
    </ol>
  );
}
