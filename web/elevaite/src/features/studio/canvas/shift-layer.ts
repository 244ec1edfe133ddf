import { useStoreApi } from "@xyflow/react";
import { useEffect, type RefObject } from "react";

import { indexOf } from "../document/graph";
import type { DocumentState } from "../document/document-store";
import { useStudio } from "../studio-context";
import { ghostOver, type Ghost } from "./ghost";

type Styled = HTMLElement | SVGElement;

/** So many frames the canvas may take to draw what was dropped. */
const kFrames = 30;
/** From so many nodes and edges on, a picture is drawn of them instead. */
const kManyElements = 240;

const all = (canvas: HTMLElement, selector: string) => [...canvas.querySelectorAll<HTMLElement>(selector)];

/** All that is chosen: nodes, the frame around them, and the edges between them. */
function chosenOf(canvas: HTMLElement, { document, selection }: DocumentState): Styled[] {
  const { edges } = indexOf(document);
  const isInner = ({ dataset }: Styled) => {
    const edge = edges.get(dataset["id"] ?? "");
    return edge !== undefined && selection.has(edge.source) && selection.has(edge.target);
  };
  return [
    ...all(canvas, ".react-flow__node").filter(({ dataset }) => selection.has(dataset["id"] ?? "")),
    ...all(canvas, ".react-flow__edge").filter(isInner),
    ...all(canvas, ".react-flow__nodesselection-rect"),
  ];
}

/** Pushes elements by their style alone; the edges that lead out of them follow by themselves. */
function pushing(elements: readonly Styled[]): Ghost {
  return {
    push: ({ x, y }) => {
      for (const { style } of elements) style.translate = `${x}px ${y}px`;
    },
    remove: () => {
      for (const { style } of elements) style.removeProperty("translate");
    },
  };
}

/** Lies over the canvas during a drag: the browser need not look through thousands of edges for what is under the pointer. */
function shieldOver(canvas: HTMLElement): HTMLElement {
  const shield = window.document.createElement("div");
  shield.className = "studio-shield";
  canvas.append(shield);
  return shield;
}

/**
 * Shows what is dragged together past React: a thousand nodes are moved in a few milliseconds, and drawn again once, when
 * they are dropped.
 */
export function useShiftLayer(canvas: RefObject<HTMLElement | null>): void {
  const { document: store, catalogue } = useStudio();
  const flowStore = useStoreApi();
  useEffect(() => {
    let shown: Ghost | null = null;
    let shield: HTMLElement | null = null;
    let probe: Styled | undefined;
    let frame = 0;
    let pushed = 0;

    const begin = (root: HTMLElement) => {
      const state = store.getState();
      const chosen = chosenOf(root, state);
      const isMany = all(root, ".react-flow__node, .react-flow__edge").length > kManyElements;
      shown = isMany
        ? ghostOver(root, state, catalogue, () => flowStore.getState().transform)
        : pushing(chosen);
      probe = chosen[0];
      shield = shieldOver(root);
    };
    const end = () => {
      cancelAnimationFrame(pushed);
      pushed = 0;
      shown?.remove();
      shown = null;
      shield?.remove();
      shield = null;
    };
    /** Not before the canvas has drawn them where they were dropped: for a frame they would jump back. */
    const endWhenDrawn = () => {
      const before = probe?.style.transform;
      let frames = kFrames;
      const look = () => {
        if (probe?.style.transform !== before || --frames === 0) end();
        else frame = requestAnimationFrame(look);
      };
      look();
    };
    /** Once a frame, however often the pointer speaks. */
    const pushOnce = () => {
      pushed = 0;
      const { by } = store.shift.getState();
      if (by) shown?.push(by);
    };
    const stop = store.shift.subscribe(({ by }, before) => {
      if (!canvas.current) return;
      if (!by) return endWhenDrawn();
      if (!before.by) {
        cancelAnimationFrame(frame);
        end();
        begin(canvas.current);
      }
      pushed ||= requestAnimationFrame(pushOnce);
    });
    return () => {
      stop();
      cancelAnimationFrame(frame);
      end();
    };
  }, [store, flowStore, catalogue, canvas]);
}
