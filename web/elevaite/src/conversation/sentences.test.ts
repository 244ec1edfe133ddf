import { expect, test } from "vitest";

import { readSentences } from "./sentences";

test("only whole sentences are read, each once", () => {
  const first = readSentences("It is shipped. It was se", 0, false);
  expect(first.sentences).toEqual(["It is shipped."]);
  const second = readSentences("It is shipped. It was sent today. Anyth", first.end, false);
  expect(second.sentences).toEqual(["It was sent today."]);
  expect(
    readSentences("It is shipped. It was sent today. Anything else?", second.end, true).sentences,
  ).toEqual(["Anything else?"]);
});

test("a stop inside a number or at the end of what has come so far ends nothing", () => {
  expect(readSentences("Version 3.14 is", 0, false).sentences).toEqual([]);
  expect(readSentences("It costs 3.", 0, false).sentences).toEqual([]);
});

test("the signs of markdown are not spelled out", () => {
  expect(
    readSentences("## Orders\n- **1042**: see [the list](https://x.test).\n", 0, true).sentences,
  ).toEqual(["Orders", "1042 : see the list."]);
});

test("nothing to say says nothing", () => {
  expect(readSentences("", 0, true)).toEqual({ sentences: [], end: 0 });
  expect(readSentences("\n\n", 0, true).sentences).toEqual([]);
});
