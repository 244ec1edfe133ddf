/** What a worker says of how far it is. Kinds say what they can: a share, so many of so many, a sentence, a run. */
export type JobProgress = { share: number | null; message: string | null; run: string | null };

const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);

function shareOf({ share, percent, done, total }: Record<string, unknown>): number | null {
  if (isNumber(share)) return share;
  if (isNumber(percent)) return percent / 100;
  if (isNumber(done) && isNumber(total) && total > 0) return done / total;
  return null;
}

export function progressOf(progress: unknown): JobProgress {
  if (progress === null || typeof progress !== "object") return { share: null, message: null, run: null };
  const said = progress as Record<string, unknown>;
  const share = shareOf(said);
  const { message, run_id: run } = said;
  return {
    share: share === null ? null : Math.min(Math.max(share, 0), 1),
    message: typeof message === "string" && message !== "" ? message : null,
    run: typeof run === "string" ? run : null,
  };
}
