const kMaxIdLength = 64;

export function isNodeId(text: string): boolean {
  return /^[a-z][a-z0-9_]{0,63}$/.test(text);
}

/** A node id made from any text: "Ask the carrier!" is ask_the_carrier. */
export function nodeIdFrom(text: string): string {
  const id = text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[^a-z]+|_+$/g, "")
    .slice(0, kMaxIdLength);
  return id || "node";
}

/** `wanted`, or else wanted_2, wanted_3 …; an id that ends in a number counts on from there. */
export function freeId(wanted: string, taken: { has: (id: string) => boolean }): string {
  if (!taken.has(wanted)) return wanted;
  const stem = wanted.replace(/_\d+$/, "");
  for (let number = 2; ; number++) {
    const suffix = `_${number}`;
    const id = stem.slice(0, kMaxIdLength - suffix.length) + suffix;
    if (!taken.has(id)) return id;
  }
}

/** Edges and notes are never named by people. Random, so that two tabs do not invent the same one. */
export function randomId(prefix: string): string {
  return `${prefix}_${crypto.randomUUID().replaceAll("-", "").slice(0, 12)}`;
}
