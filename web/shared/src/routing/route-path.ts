type ParamNames<Pattern extends string> = Pattern extends `${string}[${infer Name}]${infer Rest}`
  ? Name | ParamNames<Rest>
  : never;

export type RouteParams<Pattern extends string> = Record<ParamNames<Pattern>, string>;

/** The ids in a path: "/agents/[agent]/studio" in "/agents/agt_1/studio" is { agent: "agt_1" }. */
export function matchRoutePath<Pattern extends string>(
  pattern: Pattern,
  path: string,
): RouteParams<Pattern> | null {
  const wanted = pattern.split("/");
  const found = path.replace(/\/$/, "").split("/");
  if (wanted.length > found.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = found[index] ?? "";
    const name = /^\[(.+)\]$/.exec(part)?.[1];
    if (name === undefined ? part !== value : value === "") return null;
    if (name !== undefined) params[name] = decodeURIComponent(value);
  }
  return params as RouteParams<Pattern>;
}
