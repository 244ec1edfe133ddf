import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

import { cn } from "./class-names";

type EmptyStateProps = {
  icon: LucideIcon;
  title: string;
  description?: ReactNode;
  /** "h1" when there is nothing else on the page. */
  heading?: "h1" | "h2";
  /** What one can do about it. */
  action?: ReactNode;
  className?: string;
};

export function EmptyState(props: EmptyStateProps) {
  const { icon: Icon, title, description, heading: Heading = "h2", action, className } = props;
  return (
    <div
      className={cn(
        "flex flex-col items-center gap-3 rounded-lg border border-dashed px-6 py-14 text-center",
        className,
      )}
    >
      <span className="flex size-10 items-center justify-center rounded-lg border bg-surface shadow-sm">
        <Icon aria-hidden className="size-5 text-muted" />
      </span>
      <div className="flex max-w-md flex-col gap-1">
        <Heading className="text-base font-semibold">{title}</Heading>
        {description ? <p className="text-sm text-muted">{description}</p> : null}
      </div>
      {action}
    </div>
  );
}
