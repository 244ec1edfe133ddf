import { isObject } from "../document/format";
import type { JsonValue } from "../document/types";

/** What a run says to whoever asked: the text of its answer, where it has one. */
export function answerOf(output: unknown): string | null {
  if (typeof output === "string") return output;
  if (!isObject(output)) return null;
  const text = output["text"];
  if (typeof text === "string" && text) return text;
  const body = output["body"] as JsonValue | undefined;
  if (typeof body === "string" && body) return body;
  const inner = isObject(body) ? body["text"] : undefined;
  return typeof inner === "string" && inner ? inner : null;
}
