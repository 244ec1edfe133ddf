// A node out of view is drawn only once the canvas has moved to it.
const kFrames = 60;

/** Puts the keyboard's focus onto a node's card, as soon as it is drawn. */
export function focusNode(id: string, frames = kFrames): void {
  requestAnimationFrame(() => {
    const selector = `.react-flow__node[data-id="${CSS.escape(id)}"]`;
    const card = window.document.querySelector<HTMLElement>(selector);
    if (card) card.focus({ preventScroll: true });
    else if (frames > 0) focusNode(id, frames - 1);
  });
}
