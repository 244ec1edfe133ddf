"use client";

import type { KeyboardEvent, PointerEvent } from "react";

import { studioText as text } from "@/text/studio";

const kLeast = 160;
const kStep = 24;
const kMostOfWindow = 0.75;

/** The upper border of a panel, by which it is made higher or lower. */
export function PanelSize({ height, onHeight }: { height: number; onHeight: (height: number) => void }) {
  const set = (wanted: number) =>
    onHeight(Math.min(Math.max(wanted, kLeast), window.innerHeight * kMostOfWindow));
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    const start = event.clientY + height;
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    const move = ({ clientY }: globalThis.PointerEvent) => set(start - clientY);
    handle.addEventListener("pointermove", move);
    handle.addEventListener("lostpointercapture", () => handle.removeEventListener("pointermove", move), {
      once: true,
    });
  };
  const step = (event: KeyboardEvent) => {
    const change = { ArrowUp: kStep, ArrowDown: -kStep }[event.key];
    if (change === undefined) return;
    event.preventDefault();
    set(height + change);
  };
  return (
    // A separator that can be moved is a widget (WAI-ARIA), with the keys of one.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      role="separator"
      aria-orientation="horizontal"
      aria-label={text.run.resize}
      aria-valuenow={Math.round(height)}
      aria-valuemin={kLeast}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className="absolute inset-x-0 -top-1 z-10 h-2 cursor-row-resize touch-none hover:bg-accent/40 max-md:hidden"
      onPointerDown={drag}
      onKeyDown={step}
    />
  );
}
