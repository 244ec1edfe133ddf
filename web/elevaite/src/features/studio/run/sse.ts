export type SseEvent = { id: string | null; event: string; data: string };

/** Reads server-sent events from pieces of text that may be cut anywhere. */
export function createSseReader() {
  let rest = "";
  let id: string | null = null;
  let event = "";
  let data: string[] = [];

  function field(line: string) {
    const [, name = "", value = ""] = /^([^:]*)(?:: ?(.*))?$/.exec(line) ?? [];
    if (name === "id") id = value;
    else if (name === "event") event = value;
    else if (name === "data") data.push(value);
  }

  return function read(piece: string): SseEvent[] {
    const lines = (rest + piece).split(/\r\n|\n/);
    rest = lines.pop() ?? "";
    const found: SseEvent[] = [];
    for (const line of lines) {
      if (line !== "") field(line);
      else if (data.length > 0) {
        found.push({ id, event: event || "message", data: data.join("\n") });
        event = "";
        data = [];
      } else event = "";
    }
    return found;
  };
}
