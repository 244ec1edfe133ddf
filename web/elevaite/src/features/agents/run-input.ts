/** What somebody typed as the input of a run; undefined when it is no JSON. Nothing typed is an empty object. */
export function parseInput(typed: string): { value: unknown } | undefined {
  if (typed.trim() === "") return { value: {} };
  try {
    return { value: JSON.parse(typed) as unknown };
  } catch {
    return undefined;
  }
}
