"use client";

import { Panel, useReactFlow, useStoreApi } from "@xyflow/react";
import { useEffect, useRef, type PointerEvent } from "react";

import { studioText as text } from "@/text/studio";

import { boxesOf } from "../document/size";
import type { Box } from "../document/arrange";
import type { DocumentState } from "../document/document-store";
import type { Catalogue } from "../document/kinds";
import type { Position, WorkflowDocument } from "../document/types";
import { useStudio } from "../studio-context";
import { scaleOf, type Scale } from "./map-scale";

const kWidth = 200;
const kHeight = 130;
const kLeastPixels = 2;

/** Where everything stands now, also what is being dragged. */
function boxesNow(boxes: Box[], { drag, selection }: DocumentState, shift: Position | null): Box[] {
  if (!drag && !shift) return boxes;
  return boxes.map((box) => {
    const place = drag?.get(box.id);
    if (place) return { ...box, ...place };
    return shift && selection.has(box.id) ? { ...box, x: box.x + shift.x, y: box.y + shift.y } : box;
  });
}

/** The boxes of a document; asked again and again while nothing in it changes but what is dragged. */
function boxesKept(catalogue: Catalogue) {
  let kept: { of: WorkflowDocument; boxes: Box[] } | null = null;
  return (document: WorkflowDocument): Box[] => {
    if (kept?.of === document) return kept.boxes;
    const boxes = boxesOf(document, catalogue, new Set(document.nodes.map(({ id }) => id)));
    kept = { of: document, boxes };
    return boxes;
  };
}

type Colors = { chosen: string; other: string };
type Drawing = { boxes: Box[]; view: Omit<Box, "id">; selection: ReadonlySet<string>; colors: Colors };

function colorsOf(element: Element): Colors {
  const style = getComputedStyle(element);
  return { chosen: style.getPropertyValue("--accent"), other: style.getPropertyValue("--border-strong") };
}

function draw(canvas: HTMLCanvasElement, { boxes, view, selection, colors }: Drawing): Scale | null {
  const pen = canvas.getContext("2d");
  if (!pen) return null;
  const scale = scaleOf([...boxes, view], { width: kWidth, height: kHeight });
  const rect = ({ x, y, width, height }: Omit<Box, "id">) =>
    [
      (x - scale.x) * scale.factor,
      (y - scale.y) * scale.factor,
      Math.max(width * scale.factor, kLeastPixels),
      Math.max(height * scale.factor, kLeastPixels),
    ] as const;
  const density = window.devicePixelRatio;
  const [width, height] = [Math.round(kWidth * density), Math.round(kHeight * density)];
  // A new size makes a new layer of the browser's; the old one is only wiped.
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  pen.setTransform(density, 0, 0, density, 0, 0);
  pen.globalAlpha = 1;
  pen.clearRect(0, 0, kWidth, kHeight);
  for (const box of boxes) {
    pen.fillStyle = selection.has(box.id) ? colors.chosen : colors.other;
    pen.fillRect(...rect(box));
  }
  pen.strokeStyle = colors.chosen;
  pen.strokeRect(...rect(view));
  pen.globalAlpha = 0.08;
  pen.fillStyle = colors.chosen;
  pen.fillRect(...rect(view));
  return scale;
}

/** All nodes and what of them can be seen, as one picture: a thousand nodes cost no more than ten. A drag goes there. */
export function MiniMap() {
  const { document: store, catalogue } = useStudio();
  const flowStore = useStoreApi();
  const flow = useReactFlow();
  const canvas = useRef<HTMLCanvasElement>(null);
  const scale = useRef<Scale | null>(null);

  useEffect(() => {
    let frame = 0;
    let colors: Colors | null = null;
    const boxesIn = boxesKept(catalogue);
    const paint = () => {
      frame = 0;
      if (!canvas.current) return;
      // Asking for them is dear while much has changed.
      colors ??= colorsOf(canvas.current);
      const { transform, width, height } = flowStore.getState();
      const [x, y, zoom] = transform;
      const view = { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
      const state = store.getState();
      const { selection } = state;
      const boxes = boxesNow(boxesIn(state.document), state, store.shift.getState().by);
      scale.current = draw(canvas.current, { boxes, view, selection, colors });
    };
    const ask = () => {
      frame ||= requestAnimationFrame(paint);
    };
    ask();
    const stops = [
      store.subscribe(ask),
      store.shift.subscribe(ask),
      flowStore.subscribe((state, before) => {
        const isMoved = state.transform !== before.transform;
        if (isMoved || state.width !== before.width || state.height !== before.height) ask();
      }),
    ];
    // The colours are those of the theme.
    const theme = new MutationObserver(() => {
      colors = null;
      ask();
    });
    theme.observe(window.document.documentElement, { attributes: true });
    return () => {
      for (const stop of stops) stop();
      theme.disconnect();
      cancelAnimationFrame(frame);
    };
  }, [store, flowStore, catalogue]);

  const go = ({ currentTarget, clientX, clientY, buttons }: PointerEvent<HTMLCanvasElement>) => {
    if (buttons !== 1 || !scale.current) return;
    const { left, top } = currentTarget.getBoundingClientRect();
    const { x, y, factor } = scale.current;
    const { zoom } = flow.getViewport();
    void flow.setCenter(x + (clientX - left) / factor, y + (clientY - top) / factor, { zoom });
  };
  return (
    <Panel position="bottom-right" className="rounded-lg border bg-surface/90 shadow-sm max-md:hidden">
      <canvas
        ref={canvas}
        className="cursor-pointer touch-none rounded-lg"
        style={{ width: kWidth, height: kHeight }}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          go(event);
        }}
        onPointerMove={go}
      >
        {text.canvas.miniMap}
      </canvas>
    </Panel>
  );
}
