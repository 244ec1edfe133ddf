"use client";

import { useSyncExternalStore } from "react";

const kTickMilliseconds = 1000;
const never = () => () => undefined;

function everySecond(tell: () => void) {
  const timer = setInterval(tell, kTickMilliseconds);
  return () => clearInterval(timer);
}

/** The time, to the second while something runs. All who watch it change together. */
export function useNow(isTicking: boolean): number {
  return useSyncExternalStore(
    isTicking ? everySecond : never,
    () => Math.floor(Date.now() / kTickMilliseconds) * kTickMilliseconds,
    () => 0,
  );
}
