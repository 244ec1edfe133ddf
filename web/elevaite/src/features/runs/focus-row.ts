const kTries = 5;

/** Gives the focus to a row of a list of which only what can be seen exists, scrolling there when it has to. */
export function focusRow(
  list: HTMLElement | null,
  index: number,
  rowHeight: number,
  find: () => HTMLElement | null | undefined,
  tries = kTries,
): void {
  const row = find();
  if (row) {
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest", inline: "nearest" });
  } else if (list && tries > 0) {
    const top = list.getBoundingClientRect().top + window.scrollY + index * rowHeight;
    window.scrollTo({ top: top - window.innerHeight / 2, behavior: "instant" });
    // One frame to measure the window of rows, one to draw it.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => focusRow(list, index, rowHeight, find, tries - 1)),
    );
  }
}
