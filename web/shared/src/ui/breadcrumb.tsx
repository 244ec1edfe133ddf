import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { Fragment, type ReactNode } from "react";

import { text } from "../text/index";

export type Crumb = { label: ReactNode; href?: string };

/** The way from the top to this page; the last one is this page and has no address. */
export function Breadcrumb({ crumbs }: { crumbs: Crumb[] }) {
  return (
    <nav aria-label={text.breadcrumb} className="min-w-0">
      <ol className="flex min-w-0 items-center gap-1 text-sm">
        {crumbs.map(({ label, href }, index) => (
          <Fragment key={index}>
            {index > 0 ? (
              <li aria-hidden className="text-muted">
                <ChevronRight className="size-3.5" />
              </li>
            ) : null}
            <li className="min-w-0 truncate">
              {href ? (
                <Link href={href} className="rounded-sm text-muted hover:text-text">
                  {label}
                </Link>
              ) : (
                <span aria-current="page" className="font-medium">
                  {label}
                </span>
              )}
            </li>
          </Fragment>
        ))}
      </ol>
    </nav>
  );
}
