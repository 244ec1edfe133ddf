"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useEffect, useMemo } from "react";

import { ApiProblem } from "@elevaite/shared/api";
import { formatDateTime } from "@elevaite/shared/format";
import { useRoutePath } from "@elevaite/shared/routing";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { NotFound } from "@elevaite/shared/ui/not-found";

import { sharedConversationQuery } from "@/queries/conversations";
import { text as app } from "@/text";
import { chatText } from "@/text/chat";

import { joinHistory } from "@/conversation/history";
import { kNoActions } from "@/conversation/message-actions";
import { MessageList } from "@/conversation/message-list";
import { ThreadSkeleton } from "@/conversation/thread-skeleton";

const text = chatText.shared;

/** A conversation that somebody has shared: to be read, and nothing else. */
export function SharedPage() {
  const id = useRoutePath("/shared/[share]")?.share ?? null;
  const { data, error, refetch } = useQuery({
    ...sharedConversationQuery(id ?? ""),
    enabled: id !== null,
    retry: (count, problem) => !(problem instanceof ApiProblem && problem.isNotFound) && count < 2,
  });
  const messages = useMemo(
    () => (data ? joinHistory({ head: null, messages: data.messages }, []) : []),
    [data],
  );
  const title = data?.conversation.title;
  useEffect(() => {
    if (title) document.title = `${title} · ${app.app.name}`;
  }, [title]);
  if (error instanceof ApiProblem && error.isNotFound) return <NotFound />;
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} className="m-6" />;
  if (!data) return <ThreadSkeleton />;
  const { owner_name: owner, agent_id, agent_name, shared_at, is_own } = data.conversation;
  return (
    <div className="flex h-content min-h-0 flex-col">
      <header className="flex shrink-0 flex-col gap-0.5 border-b px-4 py-2.5">
        <h1 className="truncate font-medium">{title || chatText.untitled}</h1>
        <p className="text-xs text-muted">
          {is_own ? text.byYou : text.by(owner || text.somebody)} ·{" "}
          {agent_name || chatText.start.deletedAgent} · {text.until(formatDateTime(shared_at))}
        </p>
      </header>
      <MessageList
        messages={messages}
        agent={{ id: agent_id, name: agent_name || chatText.start.deletedAgent }}
        author={is_own ? chatText.thread.you : owner || text.somebody}
        actions={kNoActions}
        sent={0}
        start={null}
        end={null}
        onAskAgain={null}
      />
      <p className="shrink-0 border-t px-4 py-2.5 text-center text-sm text-muted">
        {text.readOnly}{" "}
        <Link href="/chat" className="rounded-sm text-accent-text underline underline-offset-2">
          {text.toChat}
        </Link>
      </p>
    </div>
  );
}
