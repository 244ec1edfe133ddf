"use client";

import { useEffect, useState } from "react";

/** Whether an element has come near what is on the screen; it stays true. */
export function useInView() {
  const [element, setElement] = useState<HTMLElement | null>(null);
  const [wasSeen, setWasSeen] = useState(false);
  useEffect(() => {
    if (!element || wasSeen) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setWasSeen(true);
      },
      { rootMargin: "400px" },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [element, wasSeen]);
  return { setElement, wasSeen };
}
