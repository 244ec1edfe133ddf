"use client";

import dynamic from "next/dynamic";
import { useMemo } from "react";

import { ThreadSkeleton } from "@/conversation/thread-skeleton";

import { useStudio } from "../studio-context";
import { useRunActions } from "./run-actions";

// The chat is as large as the canvas, and nobody needs it before something is tried out.
const ThreadLoader = dynamic(
  () => import("@/conversation/thread-loader").then((module) => module.ThreadLoader),
  { loading: ThreadSkeleton },
);

type TestChatProps = {
  /** Null until the first message has begun one. */
  conversation: string | null;
  onConversation: (conversation: string) => void;
};

/** A conversation with the draft, as people will have it with the agent; its runs are shown on the canvas. */
export function TestChat({ conversation, onConversation }: TestChatProps) {
  const { agentId, runs } = useStudio();
  const actions = useRunActions();
  const draft = useMemo(
    () => ({ prepare: actions.save, onRun: runs.show, onShowRun: runs.show }),
    [actions, runs],
  );
  return (
    <div className="flex h-full flex-col">
      <ThreadLoader conversation={conversation} agent={agentId} onStarted={onConversation} draft={draft} />
    </div>
  );
}
