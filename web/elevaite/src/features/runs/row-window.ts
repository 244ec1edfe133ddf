/** Which rows of a long list have to exist for what can be seen of it. All rows are equally high. */
export type RowWindow = { first: number; end: number };

export type Viewport = {
  /** How far the list's first row is above the top of the viewport. */
  scrolled: number;
  height: number;
};

const kSpareRows = 12;

export function rowWindow(count: number, rowHeight: number, { scrolled, height }: Viewport): RowWindow {
  const first = Math.floor(scrolled / rowHeight) - kSpareRows;
  const end = Math.ceil((scrolled + height) / rowHeight) + kSpareRows;
  // In steps, so that scrolling by a few pixels does not draw anew.
  const step = kSpareRows / 2;
  return {
    first: Math.min(Math.max(0, Math.floor(first / step) * step), count),
    end: Math.min(Math.max(0, Math.ceil(end / step) * step), count),
  };
}
