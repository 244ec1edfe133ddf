"use client";

import { useEffect, useState } from "react";

import { formatDateTime, formatRelative } from "../format/index";

const kTickMilliseconds = 30_000;

/** "5 min ago", kept true while it is shown; the exact instant is its title. */
export function RelativeTime({ at, className }: { at: string; className?: string }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), kTickMilliseconds);
    return () => clearInterval(timer);
  }, []);
  return (
    <time dateTime={at} title={formatDateTime(at)} className={className}>
      {formatRelative(at, now)}
    </time>
  );
}
