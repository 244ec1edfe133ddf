"use client";

import { ArrowDown } from "lucide-react";
import { useEffect, type ReactNode } from "react";

import { Button } from "@elevaite/shared/ui/button";

import { chatText } from "@/text/chat";

import { Answer } from "./answer";
import { textOf, type ChatMessage } from "./chat-message";
import { runUnderWay } from "./history";
import type { MessageActions } from "./message-actions";
import { filesOf, type MessageFile } from "./message-file";
import { Question } from "./question";
import { usePin } from "./use-pin";

const text = chatText.thread;

type MessageListProps = {
  messages: ChatMessage[];
  agent: { id: string; name: string };
  /** Who asks. */
  author: string;
  actions: MessageActions;
  /** How many messages were sent here: whoever sends one wants to see what comes of it. */
  sent: number;
  /** What stands in the place of the messages while there are none. */
  start: ReactNode;
  /** What follows the last message: what was not sent, what could not be read. */
  end: ReactNode;
  onAskAgain: ((question: string, files: MessageFile[]) => void) | null;
};

export function MessageList(props: MessageListProps) {
  const { messages, agent, author, actions, sent, start, end, onAskAgain } = props;
  const { boxRef, contentRef, isAway, jump } = usePin();
  useEffect(() => {
    if (sent > 0) jump();
  }, [sent, jump]);
  const answering = runUnderWay(messages);
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
              <Question key={keyOf(message)} message={message} actions={actions} author={author} />
            ) : (
              <Answer
                key={keyOf(message)}
                message={message}
                agent={agent}
                actions={actions}
                isLast={message === lastAnswer}
                runUnderWay={answering}
                onAskAgain={onAskAgain ? () => askAgain(messages, index, onAskAgain) : null}
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

/** The server gives a message another id than this page did; its run stays the same, and so does its place on the page. */
function keyOf(message: ChatMessage): string {
  return `${message.role}:${message.metadata?.run_id ?? message.id}`;
}

function askAgain(
  messages: ChatMessage[],
  index: number,
  ask: (question: string, files: MessageFile[]) => void,
) {
  const question = messages.slice(0, index).findLast(({ role }) => role === "user");
  if (question) ask(textOf(question), filesOf(question));
}
