import type { ReactNode } from "react";

import { cn } from "./class-names";

/** The frame of a page: its title, what one can do on it, and its content at a readable width. */
export function Page({ breadcrumb, title, description, actions, children, className }: PageProps) {
  return (
    <div className={cn("mx-auto flex w-full max-w-6xl flex-col gap-4 px-4 py-5 sm:px-6", className)}>
      {breadcrumb}
      <header className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <h1 className="truncate text-xl font-semibold tracking-tight">{title}</h1>
          {description ? <div className="text-sm text-muted">{description}</div> : null}
        </div>
        {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
      </header>
      {children}
    </div>
  );
}

type PageProps = {
  breadcrumb?: ReactNode;
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  className?: string;
};
