"use client";

import { useEffect, useState } from "react";

/** Whole seconds that go down to 0, and a function that starts them. */
export function useCountdown(): [number, (milliseconds: number) => void] {
  const [left, setLeft] = useState(0);
  const isCounting = left > 0;
  useEffect(() => {
    if (!isCounting) return;
    const timer = setInterval(() => setLeft((seconds) => seconds - 1), 1000);
    return () => clearInterval(timer);
  }, [isCounting]);
  return [left, (milliseconds) => setLeft(Math.ceil(milliseconds / 1000))];
}
