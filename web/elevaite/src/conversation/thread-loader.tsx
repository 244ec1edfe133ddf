"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { ApiProblem } from "@elevaite/shared/api";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { NotFound } from "@elevaite/shared/ui/not-found";

import { agentQuery, type Agent } from "@/queries/agents";
import { conversationQuery, messagesQuery, type Conversation } from "@/queries/conversations";
import { chatText as text } from "@/text/chat";

import { Thread, type ThreadDraft } from "./thread";
import { ThreadSkeleton } from "./thread-skeleton";

type ThreadLoaderProps = {
  conversation: string | null;
  /** The slug or id of the agent, for a conversation that has not begun. */
  agent: string;
  onStarted: (conversation: string) => void;
  draft?: ThreadDraft;
};

/** Loads what a conversation needs. One that begins here is never loaded anew when the server has given it its id. */
export function ThreadLoader({ conversation, agent, ...options }: ThreadLoaderProps) {
  const [begunWith] = useState(conversation === null ? agent : null);
  if (begunWith !== null) {
    return <NewThread agent={begunWith} conversation={conversation} {...options} />;
  }
  return <StoredThread id={conversation ?? ""} {...options} />;
}

function NewThread({ agent: asked, conversation, ...options }: ThreadLoaderProps) {
  const { data: agent, error, refetch } = useQuery(agentQuery(asked));
  if (error) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!agent) return <ThreadSkeleton />;
  return (
    <Thread agent={agent} conversation={conversation} stored={{ head: null, messages: [] }} {...options} />
  );
}

type StoredThreadProps = Omit<ThreadLoaderProps, "agent" | "conversation"> & { id: string };

function StoredThread({ id, ...options }: StoredThreadProps) {
  const conversation = useQuery(conversationQuery(id));
  const messages = useQuery(messagesQuery(id));
  const agentId = conversation.data?.agent_id;
  const agent = useQuery({ ...agentQuery(agentId ?? ""), enabled: agentId !== undefined });
  const isGone = agent.error instanceof ApiProblem && agent.error.isNotFound;
  const failed = [conversation, messages, ...(isGone ? [] : [agent])].find((query) => query.isError);
  if (failed && !failed.data) return <Failed error={failed.error} onRetry={() => void failed.refetch()} />;
  if (!conversation.data || !messages.data) return <ThreadSkeleton />;
  if (!agent.data && !isGone) return <ThreadSkeleton />;
  return (
    <Thread
      agent={agent.data ?? goneAgent(conversation.data)}
      conversation={id}
      stored={messages.data}
      {...options}
    />
  );
}

/** What was said stays when the agent does not. */
function goneAgent({ agent_id, created_at }: Conversation): Agent {
  return {
    id: agent_id,
    name: text.start.deletedAgent,
    slug: "",
    description: "",
    status: "draft",
    revision: 0,
    deployment: null,
    created_at,
    updated_at: created_at,
  };
}

function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  if (error instanceof ApiProblem && error.isNotFound) return <NotFound />;
  return <ErrorState error={error} onRetry={onRetry} className="m-6" />;
}
