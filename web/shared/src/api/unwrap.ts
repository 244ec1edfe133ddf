import { ApiProblem, networkProblem, problemOf } from "./problem";

type Answer<T> = { data?: T; error?: unknown; response: Response };

/** The data of an answer; whatever else happened is thrown as an ApiProblem. An abort is passed on as it is. */
export async function unwrap<T>(answer: Promise<Answer<T>>): Promise<T> {
  let settled: Answer<T>;
  try {
    settled = await answer;
  } catch (error) {
    if (error instanceof ApiProblem) throw error;
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw networkProblem();
  }
  if (settled.response.ok) return settled.data as T;
  throw problemOf(settled.response.status, settled.error);
}
