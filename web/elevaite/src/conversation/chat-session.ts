/** One conversation as this page holds it: the AI SDK's chat, and what the engine adds to it. */
import { Chat } from "@ai-sdk/react";

import type { ChatMessage } from "./chat-message";
import { joinHistory, runUnderWay, type StoredConversation } from "./history";
import { partOf, type MessageFile } from "./message-file";
import { createRunTransport, type StartedRun } from "./run-transport";

export type ChatSessionOptions = {
  agent: string;
  conversation: string | null;
  stored: StoredConversation;
  onStarted: (started: StartedRun) => void;
  onEnded: (conversation: string) => void;
  /** Talks to the draft of the agent, once what is to be tried is stored. */
  draft?: DraftOptions | undefined;
};

export type DraftOptions = {
  /** False: it could not be stored. */
  prepare: () => Promise<boolean>;
  onRun: (run: string) => void;
};

export type ChatSession = {
  chat: Chat<ChatMessage>;
  /** Known as soon as the first message has begun it, which the page's address is only later. */
  conversation: () => string | null;
  send: (text: string, files: MessageFile[]) => void;
  /** Says a message of before in other words; what followed it stays as a branch. */
  edit: (message: string, text: string, files: MessageFile[]) => void;
  /** Asks for another answer beside this one. */
  regenerate: (answer: string) => void;
  /** After a failure: sends the message again, or reads the answer on. */
  retry: () => void;
  /** Reads on what is being answered, if anything is. */
  resume: () => void;
  /** Takes over what the server knows by now. */
  sync: (stored: StoredConversation) => void;
  /** Stops reading. The run goes on. */
  leave: () => void;
  isConnected: () => boolean;
  subscribe: (changed: () => void) => () => void;
};

export function createChatSession(options: ChatSessionOptions): ChatSession {
  const listeners = new Set<() => void>();
  let isConnected = true;
  let conversation = options.conversation;
  // It names the conversation until the server has given it an id, also when the first message is sent twice.
  const draftKey = `web-${crypto.randomUUID()}`;

  const transport = createRunTransport({
    agent: options.agent,
    conversation: () => conversation ?? draftKey,
    runToResume: () => runUnderWay(chat.messages),
    ...(options.draft ? { prepareDraft: options.draft.prepare } : {}),
    onStarted: (started) => {
      options.draft?.onRun(started.run);
      conversation = started.conversation;
      chat.messages = chat.messages.map((message) =>
        message.id === started.message
          ? { ...message, metadata: { ...message.metadata, run_id: started.run } }
          : message,
      );
      options.onStarted(started);
    },
    onConnection: (now) => {
      if (now === isConnected) return;
      isConnected = now;
      for (const listener of listeners) listener();
    },
  });
  const chat: Chat<ChatMessage> = new Chat<ChatMessage>({
    id: options.conversation ?? draftKey,
    messages: joinHistory(options.stored, []),
    transport,
    onFinish: () => {
      if (conversation) options.onEnded(conversation);
    },
  });
  const isBusy = () => chat.status === "submitted" || chat.status === "streaming";
  const resume = () => {
    if (!isBusy() && runUnderWay(chat.messages)) void chat.resumeStream();
  };
  return {
    chat,
    conversation: () => conversation,
    resume,
    send: (text, files) =>
      void chat.sendMessage({
        text,
        files: files.map(partOf),
        metadata: { created_at: new Date().toISOString() },
      }),
    edit: (message, text, files) => {
      const metadata = {
        created_at: new Date().toISOString(),
        key: crypto.randomUUID(),
        replaces: message,
      };
      void chat.sendMessage({ text, files: files.map(partOf), messageId: message, metadata });
    },
    regenerate: (answer) => void chat.regenerate({ messageId: answer }),
    retry: () => {
      if (runUnderWay(chat.messages)) resume();
      else void chat.regenerate();
    },
    sync: (stored) => {
      if (isBusy()) return;
      chat.messages = joinHistory(stored, chat.messages);
      resume();
    },
    leave: () => void chat.stop(),
    isConnected: () => isConnected,
    subscribe: (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}
