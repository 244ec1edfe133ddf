"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";

import { formatNumber } from "@elevaite/shared/format";
import { cn } from "@elevaite/shared/ui/class-names";
import { Page } from "@elevaite/shared/ui/page";

import { queuesQuery } from "@/queries/queues";
import { jobsText } from "@/text/jobs";

const text = jobsText.sections;

const sections = [
  { href: "/jobs", label: text.all },
  { href: "/jobs/failures", label: text.failures },
  { href: "/jobs/queues", label: text.queues },
];

type JobsFrameProps = { title: string; description: string; actions?: ReactNode; children: ReactNode };

/** What the three pages about jobs have around them. */
export function JobsFrame({ title, description, actions, children }: JobsFrameProps) {
  return (
    <Page title={title} description={description} actions={actions}>
      <Sections />
      {children}
    </Page>
  );
}

function Sections() {
  const path = usePathname();
  const { data: queues } = useQuery(queuesQuery);
  const failed = queues?.reduce((sum, queue) => sum + queue.failed, 0) ?? 0;
  return (
    <nav aria-label={text.label} className="border-b">
      <ul className="-mb-px flex gap-1 overflow-x-auto">
        {sections.map(({ href, label }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={path === href ? "page" : undefined}
              className={cn(
                "inline-flex h-9 items-center gap-1.5 border-b-2 border-transparent px-2.5 text-sm font-medium",
                "whitespace-nowrap text-muted hover:text-text focus-visible:-outline-offset-2",
                path === href && "border-accent text-text",
              )}
            >
              {label}
              {href === "/jobs/failures" && failed > 0 ? (
                <span className="rounded-full bg-danger-subtle px-1.5 text-2xs font-semibold text-danger tabular-nums">
                  {formatNumber(failed)}
                </span>
              ) : null}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
