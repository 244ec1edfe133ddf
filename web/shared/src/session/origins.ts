import { networkProblem } from "../api/problem";
import type { Origins } from "./return-to";

let loading: Promise<Origins> | null = null;

/** Asked once a page and only when somebody has to be sent to the other app. */
export function loadOrigins(): Promise<Origins> {
  loading ??= fetch("/config.json")
    .then((response) => {
      if (!response.ok) throw networkProblem();
      return response.json() as Promise<Origins>;
    })
    .catch(() => {
      loading = null;
      throw networkProblem();
    });
  return loading;
}
