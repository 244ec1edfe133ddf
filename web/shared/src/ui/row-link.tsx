"use client";

import Link from "next/link";
import { useState, type ComponentProps } from "react";

import { cn } from "./class-names";

/** The link of a table's row. It fetches ahead only what somebody points at: a long list would ask for all its rows. */
export function RowLink({ className, ...props }: ComponentProps<typeof Link>) {
  const [isMeant, setIsMeant] = useState(false);
  return (
    <Link
      prefetch={isMeant ? null : false}
      onPointerEnter={() => setIsMeant(true)}
      onFocus={() => setIsMeant(true)}
      className={cn("row-link", className)}
      {...props}
    />
  );
}
