"use client";

import { useChat } from "@ai-sdk/react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";

import { useHotkeys } from "@elevaite/shared/hotkeys";
import { usePermission } from "@elevaite/shared/session";
import { toast } from "@elevaite/shared/ui/toast";

import type { Agent } from "@/queries/agents";
import { messagesQuery, stopAnswer, useShowBranch, type ConversationMessages } from "@/queries/conversations";
import { chatText as text } from "@/text/chat";

import { endOf, versionsOf } from "./branches";
import { tellTabs } from "./chat-notices";
import { createChatSession, type DraftOptions } from "./chat-session";
import { Composer } from "./composer";
import { DropArea } from "./drop-area";
import { runUnderWay } from "./history";
import { introductionOf } from "./introduction";
import type { MessageActions } from "./message-actions";
import type { MessageFile } from "./message-file";
import { MessageList } from "./message-list";
import { SpokenAnswer } from "./spoken-answer";
import { BrokenNotice, ReconnectingNotice, SendingNotice } from "./thread-notices";
import { ThreadStart } from "./thread-start";
import { useAttachments } from "./use-attachments";

/** The words come faster than anybody reads; so often is the page drawn anew. */
const kDrawMilliseconds = 40;

export type ThreadDraft = DraftOptions & { onShowRun: (run: string) => void };

type ThreadProps = {
  agent: Agent;
  /** Null until the first message has begun it. */
  conversation: string | null;
  stored: ConversationMessages;
  onStarted: (conversation: string) => void;
  /** Talks to the draft, in the Studio. */
  draft?: ThreadDraft;
};

/** One conversation: its messages, and the field to write the next one. */
export function Thread({ agent, conversation, stored, onStarted, draft }: ThreadProps) {
  const client = useQueryClient();
  const show = useShowBranch(conversation ?? "");
  const input = useRef<HTMLTextAreaElement>(null);
  const [stopping, setStopping] = useState<string | null>(null);
  const [sent, setSent] = useState(0);
  const [session] = useState(() => {
    const changed = (id: string) => {
      tellTabs(id);
      void client.invalidateQueries({ queryKey: ["conversations"] });
    };
    return createChatSession({
      agent: agent.id,
      conversation,
      stored,
      draft,
      onStarted: (started) => {
        onStarted(started.conversation);
        changed(started.conversation);
      },
      onEnded: changed,
    });
  });
  const { messages, status, error } = useChat({
    chat: session.chat,
    experimental_throttle: kDrawMilliseconds,
  });
  const isConnected = useSyncExternalStore(session.subscribe, session.isConnected, session.isConnected);
  const { data: known } = useQuery({ ...messagesQuery(conversation ?? ""), enabled: conversation !== null });

  useEffect(() => {
    session.resume();
    return session.leave;
  }, [session]);
  useEffect(() => {
    if (known) session.sync(known);
  }, [session, known]);
  useEffect(() => {
    // A phone would open its keyboard over what is to be read.
    if (window.matchMedia("(hover: hover)").matches) input.current?.focus({ preventScroll: true });
  }, []);

  const draftName = draft ? `draft:${agent.id}` : (conversation ?? agent.id);
  const attachments = useAttachments(draftName);
  const send = (words: string, files: MessageFile[] = []) => {
    session.send(words, files);
    setSent(sent + 1);
  };
  const isBusy = status === "submitted" || status === "streaming";
  const run = runUnderWay(messages);
  const isWaiting = messages.some(
    ({ metadata }) => metadata?.run_id === run && metadata?.status === "waiting",
  );
  useEffect(() => {
    // It may wait for an approval, which the navigation counts.
    void client.invalidateQueries({ queryKey: ["approvals"] });
  }, [client, isWaiting]);
  const begun = conversation ?? session.conversation();
  const stop = () => {
    if (!run || !begun || stopping === run) return;
    setStopping(run);
    stopAnswer(begun, run, text.composer.stopReason).catch((problem: unknown) => {
      setStopping(null);
      toast.problem(problem);
    });
  };
  const onStop = begun && run ? stop : null;
  // What waits for a person has time: a key that is pressed in passing must not end it.
  const onEscape = isWaiting ? null : onStop;
  useHotkeys({ escape: () => onEscape?.() }, isBusy && onEscape !== null);

  const unavailable = draft
    ? null
    : !agent.deployment
      ? text.start.notDeployed
      : introductionOf(agent.workflow).hasChat
        ? null
        : text.start.noChat;
  const onShowRun = draft?.onShowRun ?? null;
  const mayAttach = usePermission("files:write");
  const attach = (files: File[]) => {
    if (!attachments.add(files)) toast.info(text.attachments.tooMany);
    input.current?.focus();
  };
  const canAsk = unavailable === null && !isBusy;
  const actions = useMemo<MessageActions>(() => {
    const all = known?.messages ?? [];
    const isFree = canAsk && conversation !== null;
    return {
      conversation,
      versions: versionsOf(all),
      feedback: new Map(all.flatMap(({ id, feedback }) => (feedback ? [[id, feedback]] : []))),
      onEdit: isFree ? session.edit : null,
      onRegenerate: isFree ? session.regenerate : null,
      onShow: conversation !== null && !isBusy ? (id) => show.mutate(endOf(all, id)) : null,
      onShowRun,
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- mutate stays the same
  }, [known, conversation, canAsk, isBusy, session, onShowRun]);
  return (
    <DropArea isActive={unavailable === null && mayAttach} onFiles={attach}>
      <MessageList
        messages={messages}
        agent={agent}
        author={text.thread.you}
        actions={actions}
        sent={sent}
        onAskAgain={canAsk ? send : null}
        start={<ThreadStart agent={agent} onAsk={canAsk ? send : null} />}
        end={
          <>
            {status === "submitted" && !run ? <SendingNotice /> : null}
            {isConnected ? null : <ReconnectingNotice />}
            {status === "error" ? (
              <BrokenNotice error={error} isUnsent={run === null} onRetry={session.retry} />
            ) : null}
          </>
        }
      />
      <div className="mx-auto w-full max-w-3xl px-3 pb-3 sm:px-6">
        {unavailable ? (
          <p role="status" className="rounded-md bg-subtle px-3.5 py-3 text-sm text-muted">
            {unavailable}
          </p>
        ) : (
          <Composer
            agentName={draft ? text.thread.draft : agent.name}
            draftName={draftName}
            attachments={attachments}
            isBusy={isBusy}
            isBroken={status === "error"}
            onSend={send}
            onStop={onStop}
            onEscape={isBusy ? onEscape : null}
            isStopping={stopping !== null && stopping === run}
            inputRef={input}
          />
        )}
      </div>
      <SpokenAnswer message={messages.at(-1)} isBusy={isBusy} />
    </DropArea>
  );
}
