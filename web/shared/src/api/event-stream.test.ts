import { expect, test } from "vitest";

import { createEventParser, readEvents, type StreamEvent } from "./event-stream";

const kStream = ': ok\n\nid: 1\ndata: {"a":"ü"}\n\nevent: end\ndata: one\ndata: two\n\n';
const expected: StreamEvent[] = [
  { event: "message", data: '{"a":"ü"}', id: "1" },
  { event: "end", data: "one\ntwo" },
];

test("wherever a stream is cut, the events are the same", () => {
  for (let cut = 0; cut <= kStream.length; cut++) {
    const parse = createEventParser();
    expect([...parse(kStream.slice(0, cut)), ...parse(kStream.slice(cut))]).toEqual(expected);
  }
});

test("all three kinds of line ends are line ends, also when one is cut in two", () => {
  for (const end of ["\n", "\r\n", "\r"]) {
    const parse = createEventParser();
    const events = [...kStream.replaceAll("\n", end), "\n"].flatMap((character) => parse(character));
    expect(events).toEqual(expected);
  }
});

test("what is not finished is no event", () => {
  expect(createEventParser()("data: half\n")).toEqual([]);
});

test("a comment says nothing, and a missing blank after the colon is no mistake", () => {
  expect(createEventParser()(":\n\nid:7\ndata:x\n\n")).toEqual([{ event: "message", data: "x", id: "7" }]);
});

test("a character that is cut in two bytes arrives whole", async () => {
  const bytes = new TextEncoder().encode(kStream);
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const byte of bytes) controller.enqueue(new Uint8Array([byte]));
      controller.close();
    },
  });
  const events: StreamEvent[] = [];
  for await (const some of readEvents(body)) events.push(...some);
  expect(events).toEqual(expected);
});
