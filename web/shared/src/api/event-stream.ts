/** One event of a text/event-stream. `id` is there only when this very event has one. */
export type StreamEvent = { event: string; data: string; id?: string };

/** Takes the text of a stream in pieces, cut anywhere, and gives the events that have become whole. */
export function createEventParser(): (piece: string) => StreamEvent[] {
  let rest = "";
  let frame: string[] = [];
  return (piece) => {
    const events: StreamEvent[] = [];
    const lines = (rest + piece).split(/\r\n|\n|\r(?=[^\n])/);
    // The last line is not over yet; a "\r" at its end may be the first half of "\r\n".
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (line !== "") {
        frame.push(line);
        continue;
      }
      const event = eventOf(frame);
      if (event) events.push(event);
      frame = [];
    }
    return events;
  };
}

function eventOf(lines: string[]): StreamEvent | null {
  const event: StreamEvent = { event: "message", data: "" };
  const data: string[] = [];
  for (const line of lines) {
    const [, name, value = ""] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (name === "data") data.push(value);
    if (name === "event") event.event = value;
    if (name === "id") event.id = value;
  }
  // A comment keeps the connection alive and says nothing.
  return data.length > 0 ? { ...event, data: data.join("\n") } : null;
}

/** Reads a stream to its end and gives all events of each piece at once. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamEvent[]> {
  const parse = createEventParser();
  const decoder = new TextDecoder();
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield parse(decoder.decode(value, { stream: true }));
    }
  } finally {
    // Also when the reader of this generator leaves early: the connection is closed, not forgotten.
    reader.cancel().catch(() => undefined);
  }
}
