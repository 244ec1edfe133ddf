import { useEffect, type RefObject } from "react";

import { indexOf } from "../document/graph";
import type { DocumentState } from "../document/document-store";
import { useStudio } from "../studio-context";

type Styled = HTMLElement | SVGElement;

/** So many frames the canvas may take to draw what was dropped. */
const kFrames = 30;

/** What is on the canvas of all that is chosen: nodes, the frame around them, and the edges between them. */
function chosenElements(canvas: HTMLElement, { document, selection }: DocumentState): Styled[] {
  const { edges } = indexOf(document);
  const nodes = canvas.querySelectorAll<HTMLElement>(
    ".react-flow__node.selected, .react-flow__nodesselection-rect",
  );
  const inner = [...canvas.querySelectorAll<SVGElement>(".react-flow__edge")].filter(({ dataset }) => {
    const edge = edges.get(dataset["id"] ?? "");
    return edge !== undefined && selection.has(edge.source) && selection.has(edge.target);
  });
  return [...nodes, ...inner];
}

/**
 * Pushes what is dragged together by its style alone, past React: a thousand nodes are moved in a few milliseconds, and
 * drawn again once, when they are dropped. The edges that lead out of it follow by themselves.
 */
export function useShiftLayer(canvas: RefObject<HTMLElement | null>): void {
  const { document: store } = useStudio();
  useEffect(() => {
    let pushed: Styled[] = [];
    let frame = 0;

    const letGo = () => {
      for (const element of pushed) element.style.removeProperty("translate");
      pushed = [];
    };
    /** Not before the canvas has drawn them where they were dropped: for a frame they would jump back. */
    const letGoWhenDrawn = () => {
      const [first] = pushed;
      const before = first?.style.transform;
      let frames = kFrames;
      const look = () => {
        if (first?.style.transform !== before || --frames === 0) letGo();
        else frame = requestAnimationFrame(look);
      };
      look();
    };
    const stop = store.subscribe((state, before) => {
      if (state.shift === before.shift || !canvas.current) return;
      if (!state.shift) return letGoWhenDrawn();
      if (!before.shift) {
        cancelAnimationFrame(frame);
        letGo();
        pushed = chosenElements(canvas.current, state);
      }
      const { x, y } = state.shift;
      for (const element of pushed) element.style.translate = `${x}px ${y}px`;
    });
    return () => {
      stop();
      cancelAnimationFrame(frame);
      letGo();
    };
  }, [store, canvas]);
}
