import { ApiProblem } from "../api/problem";

const kRetries = 2;

/** What was refused is refused again; only what may pass by itself is asked once more. */
export function shouldRetry(failures: number, error: unknown): boolean {
  return error instanceof ApiProblem && error.isRetryable && failures < kRetries;
}

export function retryDelay(failures: number, error: unknown): number {
  const asked = error instanceof ApiProblem ? error.retryAfterMs : undefined;
  return asked ?? Math.min(500 * 2 ** failures, 8000);
}
