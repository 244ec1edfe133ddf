"use client";

import { useLayoutEffect, useState, type RefObject } from "react";

import { rowWindow, type RowWindow } from "./row-window";

/** Shorter lists are simply there. */
const kWindowFromRows = 80;

/** The rows of a list in the page that have to exist now. `list` holds nothing but the rows. */
export function useRowWindow(
  list: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
): RowWindow {
  const isLong = count > kWindowFromRows;
  const [shown, setShown] = useState<RowWindow>({ first: 0, end: kWindowFromRows });
  useLayoutEffect(() => {
    if (!isLong) return;
    let frame = 0;
    const measure = () => {
      frame = 0;
      const top = list.current?.getBoundingClientRect().top ?? 0;
      const next = rowWindow(count, rowHeight, { scrolled: -top, height: window.innerHeight });
      setShown((before) => (before.first === next.first && before.end === next.end ? before : next));
    };
    const later = () => {
      frame ||= requestAnimationFrame(measure);
    };
    measure();
    window.addEventListener("scroll", later, { passive: true });
    window.addEventListener("resize", later);
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener("scroll", later);
      window.removeEventListener("resize", later);
    };
  }, [isLong, count, rowHeight, list]);
  return isLong
    ? { first: Math.min(shown.first, count), end: Math.min(shown.end, count) }
    : { first: 0, end: count };
}
