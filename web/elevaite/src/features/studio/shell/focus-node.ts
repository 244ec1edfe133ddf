/** Puts the keyboard's focus onto a node's card, once it is drawn. */
export function focusNode(id: string): void {
  requestAnimationFrame(() => {
    const selector = `.react-flow__node[data-id="${CSS.escape(id)}"]`;
    window.document.querySelector<HTMLElement>(selector)?.focus({ preventScroll: true });
  });
}
