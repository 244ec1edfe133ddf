"use client";

import { useCallback, useEffect, useRef, useState } from "react";

import { isAtEnd, nextPin, type ScrollPlace } from "./pin";

function placeOf(box: HTMLElement): ScrollPlace {
  return { top: box.scrollTop, height: box.scrollHeight, viewport: box.clientHeight };
}

/**
 * Keeps the end of a growing text in sight for as long as the reader is there. `box` scrolls, `content` grows in it.
 */
export function usePin() {
  const boxRef = useRef<HTMLDivElement>(null);
  const contentRef = useRef<HTMLDivElement>(null);
  const [isAway, setIsAway] = useState(false);
  const pinned = useRef(true);

  const jump = useCallback(() => {
    pinned.current = true;
    setIsAway(false);
    boxRef.current?.scrollTo({ top: boxRef.current.scrollHeight });
  }, []);

  useEffect(() => {
    const box = boxRef.current;
    const content = contentRef.current;
    if (!box || !content) return;
    let before = placeOf(box);
    const onScroll = () => {
      const now = placeOf(box);
      pinned.current = nextPin(pinned.current, before, now);
      before = now;
      setIsAway(!pinned.current && !isAtEnd(now));
    };
    // Who opens something wants to see it where it is.
    const onOpen = (event: MouseEvent) => {
      if (event.target instanceof Element && event.target.closest("[aria-expanded]")) pinned.current = false;
    };
    const onGrowth = () => {
      if (pinned.current) box.scrollTo({ top: box.scrollHeight });
      before = placeOf(box);
      setIsAway(!pinned.current && !isAtEnd(before));
    };
    onGrowth();
    const sizes = new ResizeObserver(onGrowth);
    sizes.observe(content);
    sizes.observe(box);
    box.addEventListener("scroll", onScroll, { passive: true });
    box.addEventListener("click", onOpen, { capture: true });
    return () => {
      sizes.disconnect();
      box.removeEventListener("scroll", onScroll);
      box.removeEventListener("click", onOpen, { capture: true });
    };
  }, []);

  return { boxRef, contentRef, isAway, jump };
}
