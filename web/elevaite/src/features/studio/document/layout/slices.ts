/** Work in steps: between two of them it may be left for a while, or for ever. */
export type Steps<Result> = Generator<undefined, Result>;

/** A frame has room for so much beside the drawing. */
const kSliceMilliseconds = 12;

const pause = () => new Promise((resume) => setTimeout(resume));

export function finish<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Does the work a slice at a time, so that the page goes on meanwhile; null as soon as nobody wants it any more. */
export async function inSlices<Result>(
  steps: Steps<Result>,
  isWanted: () => boolean,
): Promise<Result | null> {
  let until = performance.now() + kSliceMilliseconds;
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() < until) continue;
    await pause();
    if (!isWanted()) return null;
    until = performance.now() + kSliceMilliseconds;
  }
}
