"use client";

import Link from "next/link";
import type { ReactNode } from "react";

import { useIsHydrated } from "@elevaite/shared/routing";

import { withReturnTo } from "./enter";

/** Leads to another page of this app, and keeps where the person wanted to go. */
export function EntryLink({ href, children }: { href: string; children: ReactNode }) {
  // What was exported is the same for everybody; only the browser knows what was asked for.
  const isHydrated = useIsHydrated();
  return (
    <Link
      href={isHydrated ? withReturnTo(href) : href}
      className="rounded-sm font-medium text-accent-text underline-offset-4 hover:underline"
    >
      {children}
    </Link>
  );
}
