export type ResultFile = { id: string; name: string; size: number | null };

const kMaxFiles = 50;
const kMaxValues = 20_000;
const isFileId = (value: unknown): value is string => typeof value === "string" && value.startsWith("file_");

function fileOf(value: Record<string, unknown>): ResultFile | null {
  const id = [value["file_id"], value["id"]].find(isFileId);
  if (id === undefined) return null;
  const { name, size } = value;
  return {
    id,
    name: typeof name === "string" && name !== "" ? name : id,
    size: typeof size === "number" ? size : null,
  };
}

/** The files that a result speaks of, wherever in it they stand, each once. */
export function filesIn(result: unknown): ResultFile[] {
  const files = new Map<string, ResultFile>();
  const open: unknown[] = [result];
  for (let seen = 0; open.length > 0 && seen < kMaxValues && files.size < kMaxFiles; seen++) {
    const value = open.shift();
    if (value === null || typeof value !== "object") continue;
    const file = Array.isArray(value) ? null : fileOf(value as Record<string, unknown>);
    if (file && !files.has(file.id)) files.set(file.id, file);
    for (const inner of Object.values(value)) open.push(inner);
  }
  return [...files.values()];
}
