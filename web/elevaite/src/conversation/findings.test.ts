import { expect, test } from "vitest";

import { filesIn, keyOfSource, sourceOfPart, sourcePart, sourcesIn } from "./findings";

const file = { file_id: "file_1", name: "q4.pdf", content_type: "application/pdf", size: 9, url: "x" };

test("a made file is found wherever a result holds it", () => {
  expect(filesIn(file)).toMatchObject([{ id: "file_1", name: "q4.pdf", size: 9 }]);
  expect(filesIn({ body: { made: [file, { file_id: "run_1" }] } })).toHaveLength(1);
  expect(filesIn({ a: { b: { c: { d: { e: file } } } } })).toEqual([]);
  expect(filesIn("file_1")).toEqual([]);
});

test("no more than ten are taken", () => {
  const many = Array.from({ length: 40 }, (_, index) => ({ ...file, file_id: `file_${index}` }));
  expect(filesIn(many)).toHaveLength(10);
});

test("only declared sources that can be looked at are shown", () => {
  const sources = [
    { url: "https://a.test/", title: "A" },
    { url: "javascript:alert(1)", title: "B" },
    { url: "http://c.test/" },
    { document_id: "doc_1", title: "Rules.pdf", place: "page 3", passage: "Thirty days." },
    { title: "nothing to look at" },
    null,
  ];
  expect(sourcesIn({ sources })).toMatchObject([
    { url: "https://a.test/", title: "A" },
    { url: "http://c.test/", title: "http://c.test/" },
    { url: null, document: "doc_1", title: "Rules.pdf", place: "page 3", passage: "Thirty days." },
  ]);
  expect(sourcesIn({ rows: sources })).toEqual([]);
});

test("a source is the same before and after it was a part of a message", () => {
  const all = sourcesIn({
    sources: [
      { url: "https://a.test/", title: "A", passage: "As it says." },
      {
        document_id: "doc_1",
        title: "Rules.pdf",
        media_type: "application/pdf",
        place: "page 3",
        passage: "x",
      },
    ],
  });
  expect(all.map((source, index) => sourcePart(source, index + 1).type)).toEqual([
    "source-url",
    "source-document",
  ]);
  for (const source of all) expect(sourceOfPart(sourcePart(source, 1))).toEqual(source);
});

test("passages of one document are several sources, a page is one", () => {
  const [one, other, page, again] = sourcesIn({
    sources: [
      { document_id: "doc_1", title: "Rules.pdf", passage: "One." },
      { document_id: "doc_1", title: "Rules.pdf", passage: "Other." },
      { url: "https://a.test/", title: "A", passage: "One." },
      { url: "https://a.test/", title: "B", passage: "Other." },
    ],
  }).map(keyOfSource);
  expect(one).not.toBe(other);
  expect(page).toBe(again);
});

test("what another program names as a source needs no words of ours", () => {
  const part = { type: "source-document", sourceId: "s", mediaType: "text/plain", filename: "a.txt" };
  expect(sourceOfPart(part)).toMatchObject({ url: null, title: "a.txt", passage: "" });
  expect(sourceOfPart({ type: "source-url", sourceId: "s" })).toBeNull();
});
