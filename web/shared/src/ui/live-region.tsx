"use client";

import { useEffect, useState } from "react";

const listeners = new Set<(message: string) => void>();

/** Says something to users of screen readers that others can see: "12 agents", "Answer finished". */
export function announce(message: string): void {
  for (const listener of listeners) listener(message);
}

export function LiveRegion() {
  const [message, setMessage] = useState("");
  useEffect(() => {
    listeners.add(setMessage);
    return () => {
      listeners.delete(setMessage);
    };
  }, []);
  return (
    <div aria-live="polite" role="status" className="sr-only">
      {message}
    </div>
  );
}
