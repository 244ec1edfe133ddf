/** Whether a reader stays at the end of a growing text. */
export type ScrollPlace = { top: number; height: number; viewport: number };

const kNearPixels = 48;

export function isAtEnd({ top, height, viewport }: ScrollPlace): boolean {
  return height - top - viewport <= kNearPixels;
}

/**
 * The reader has the last word: scrolling up lets go at once, also by a single line; only coming back to the end holds
 * on again. Growth alone changes nothing.
 */
export function nextPin(isPinned: boolean, before: ScrollPlace, now: ScrollPlace): boolean {
  const shrank = now.height < before.height;
  if (now.top < before.top && !shrank) return false;
  return isPinned || isAtEnd(now);
}
