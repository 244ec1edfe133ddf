import { useEffect, type RefObject } from "react";

import { indexOf } from "../document/graph";
import type { DocumentState } from "../document/document-store";
import { useStudio } from "../studio-context";

type Styled = HTMLElement | SVGElement;

/** What goes along with a drag, and what stays behind although its container goes along. */
type Layer = { pushed: Styled[]; held: Styled[]; probe: Styled | undefined };

/** So many frames the canvas may take to draw what was dropped. */
const kFrames = 30;
const kNoLayer: Layer = { pushed: [], held: [], probe: undefined };

const all = (canvas: HTMLElement, selector: string) => [...canvas.querySelectorAll<HTMLElement>(selector)];

/**
 * All that is chosen: nodes, the frame around them, and the edges between them. When that is most of the canvas, its
 * containers are pushed, which costs the browser nothing, and the rest is held back; otherwise each for itself.
 */
function layerOf(canvas: HTMLElement, { document, selection }: DocumentState): Layer {
  const { edges } = indexOf(document);
  const isInner = ({ dataset }: Styled) => {
    const edge = edges.get(dataset["id"] ?? "");
    return edge !== undefined && selection.has(edge.source) && selection.has(edge.target);
  };
  const drawn = [...all(canvas, ".react-flow__node"), ...all(canvas, ".react-flow__edge")];
  const goes = (element: Styled) =>
    element.classList.contains("react-flow__node")
      ? selection.has(element.dataset["id"] ?? "")
      : isInner(element);
  const pushed = drawn.filter(goes);
  const held = drawn.filter((element) => !goes(element));
  const frame = all(canvas, ".react-flow__nodesselection-rect");
  const [probe] = pushed;
  if (held.length >= pushed.length) return { pushed: [...pushed, ...frame], held: [], probe };
  const containers = all(canvas, ".react-flow__nodes, .react-flow__edges");
  for (const { style } of containers) style.willChange = "translate";
  return { pushed: [...containers, ...frame], held, probe };
}

function letGo({ pushed, held }: Layer): void {
  for (const element of [...pushed, ...held]) {
    element.style.removeProperty("translate");
    element.style.removeProperty("will-change");
  }
}

function push({ pushed, held }: Layer, x: number, y: number): void {
  for (const element of pushed) element.style.translate = `${x}px ${y}px`;
  for (const element of held) element.style.translate = `${-x}px ${-y}px`;
}

/**
 * Pushes what is dragged together by its style alone, past React: a thousand nodes are moved in a few milliseconds, and
 * drawn again once, when they are dropped. The edges that lead out of it follow by themselves.
 */
export function useShiftLayer(canvas: RefObject<HTMLElement | null>): void {
  const { document: store } = useStudio();
  useEffect(() => {
    let layer = kNoLayer;
    let frame = 0;

    const end = () => {
      letGo(layer);
      layer = kNoLayer;
    };
    /** Not before the canvas has drawn them where they were dropped: for a frame they would jump back. */
    const endWhenDrawn = () => {
      const { probe } = layer;
      const before = probe?.style.transform;
      let frames = kFrames;
      const look = () => {
        if (probe?.style.transform !== before || --frames === 0) end();
        else frame = requestAnimationFrame(look);
      };
      look();
    };
    const stop = store.subscribe((state, before) => {
      if (state.shift === before.shift || !canvas.current) return;
      if (!state.shift) return endWhenDrawn();
      if (!before.shift) {
        cancelAnimationFrame(frame);
        end();
        layer = layerOf(canvas.current, state);
      }
      push(layer, state.shift.x, state.shift.y);
    });
    return () => {
      stop();
      cancelAnimationFrame(frame);
      end();
    };
  }, [store, canvas]);
}
