"use client";

import { lazy, Suspense } from "react";

const loadMarkdown = () => import("./markdown");
// Its parser is larger than the rest of the page, and nobody needs it before there is an answer.
const Markdown = lazy(loadMarkdown);

/** Fetches it while somebody types. */
export function preloadMarkdown(): void {
  void loadMarkdown();
}

export function AnswerText({ text, isStreaming }: { text: string; isStreaming: boolean }) {
  return (
    <Suspense fallback={<p className="leading-relaxed wrap-anywhere whitespace-pre-wrap">{text}</p>}>
      <Markdown text={text} isStreaming={isStreaming} />
    </Suspense>
  );
}
