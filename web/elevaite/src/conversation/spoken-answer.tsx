"use client";

import { useEffect, useRef, useState } from "react";

import { chatText } from "@/text/chat";

import { textOf, type ChatMessage } from "./chat-message";
import { readSentences } from "./sentences";

const kKept = 8;

type Line = { id: number; words: string };

/** Reads an answer to users of screen readers as it comes, sentence by sentence. What was there before is not read. */
export function SpokenAnswer({ message, isBusy }: { message: ChatMessage | undefined; isBusy: boolean }) {
  const [lines, setLines] = useState<Line[]>([]);
  const heard = useRef({ id: "", end: 0, count: 0, wasBusy: false });
  const id = message?.role === "assistant" ? message.id : "";
  const words = id && message ? textOf(message) : "";
  useEffect(() => {
    const state = heard.current;
    const isFinished = state.wasBusy && !isBusy;
    if (!isBusy && !isFinished) {
      Object.assign(state, { id, end: words.length });
      return;
    }
    if (state.id !== id) Object.assign(state, { id, end: 0 });
    const { sentences, end } = readSentences(words, state.end, isFinished);
    Object.assign(state, { end, wasBusy: isBusy });
    if (isFinished && id) sentences.push(chatText.thread.finished);
    if (sentences.length === 0) return;
    const added = sentences.map((sentence) => ({ id: state.count++, words: sentence }));
    setLines((before) => [...before, ...added].slice(-kKept));
  }, [id, words, isBusy]);
  return (
    <div role="log" aria-live="polite" aria-relevant="additions" className="sr-only">
      {lines.map((line) => (
        <p key={line.id}>{line.words}</p>
      ))}
    </div>
  );
}
