"use client";

import { ArrowDown } from "lucide-react";
import { useEffect, type ReactNode } from "react";

import { Button } from "@elevaite/shared/ui/button";
import { CopyButton } from "@elevaite/shared/ui/copy-button";

import { chatText } from "@/text/chat";

import { Answer } from "./answer";
import { textOf, type ChatMessage } from "./chat-message";
import { usePin } from "./use-pin";

const text = chatText.thread;

type MessageListProps = {
  messages: ChatMessage[];
  agent: { id: string; name: string };
  /** How many messages were sent here: whoever sends one wants to see what comes of it. */
  sent: number;
  /** What stands in the place of the messages while there are none. */
  start: ReactNode;
  /** What follows the last message: what was not sent, what could not be read. */
  end: ReactNode;
  onAskAgain: ((question: string) => void) | null;
};

export function MessageList({ messages, agent, sent, start, end, onAskAgain }: MessageListProps) {
  const { boxRef, contentRef, isAway, jump } = usePin();
  useEffect(() => {
    if (sent > 0) jump();
  }, [sent, jump]);
  const lastAnswer = messages.findLast(({ role }) => role === "assistant");
  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={boxRef}
        role="region"
        aria-label={text.label}
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
        tabIndex={0}
        className="h-full overflow-y-auto overscroll-contain focus-visible:-outline-offset-2"
      >
        <div ref={contentRef} className="mx-auto flex min-h-full max-w-3xl flex-col gap-6 px-4 py-6 sm:px-6">
          {messages.length === 0 ? start : null}
          {messages.map((message, index) =>
            message.role === "user" ? (
              <Question key={keyOf(message)} message={message} />
            ) : (
              <Answer
                key={keyOf(message)}
                message={message}
                agent={agent}
                isLast={message === lastAnswer}
                onAskAgain={onAskAgain ? () => onAskAgain(questionBefore(messages, index)) : null}
              />
            ),
          )}
          {end}
        </div>
      </div>
      {!isAway ? null : (
        <Button
          size="sm"
          className="absolute bottom-3 left-1/2 -translate-x-1/2 rounded-full shadow-md"
          onClick={jump}
        >
          <ArrowDown aria-hidden />
          {text.jump}
        </Button>
      )}
    </div>
  );
}

function Question({ message }: { message: ChatMessage }) {
  const words = textOf(message);
  return (
    <article aria-label={text.you} className="group flex items-start justify-end gap-1 pl-8 sm:pl-16">
      <div
        className={
          "mt-1 opacity-0 group-hover:opacity-100 focus-within:opacity-100 [@media(hover:none)]:opacity-100"
        }
      >
        <CopyButton value={words} label={chatText.answer.copyMessage} />
      </div>
      <p className="min-w-0 rounded-2xl rounded-br-md bg-subtle px-3.5 py-2 leading-relaxed wrap-anywhere whitespace-pre-wrap">
        {words}
      </p>
    </article>
  );
}

/** The server gives a message another id than this page did; its run stays the same, and so does its place on the page. */
function keyOf(message: ChatMessage): string {
  return `${message.role}:${message.metadata?.run_id ?? message.id}`;
}

function questionBefore(messages: ChatMessage[], index: number): string {
  const question = messages.slice(0, index).findLast(({ role }) => role === "user");
  return question ? textOf(question) : "";
}
