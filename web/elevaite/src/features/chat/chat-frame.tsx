"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { PanelLeft, Share2, SquarePen } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";

import { useHotkeys } from "@elevaite/shared/hotkeys";
import { useRoutePath } from "@elevaite/shared/routing";
import { Button } from "@elevaite/shared/ui/button";
import { Sheet, SheetContent, SheetTitle, SheetTrigger } from "@elevaite/shared/ui/sheet";
import { Tooltip } from "@elevaite/shared/ui/tooltip";

import { agentNamesQuery } from "@/queries/agent-names";
import { conversationQuery } from "@/queries/conversations";
import { text as app } from "@/text";
import { chatText as text } from "@/text/chat";

import { AgentPicker } from "./agent-picker";
import { hearTabs } from "@/conversation/chat-notices";
import { ConversationList } from "./conversation-list";
import { kNewChatHotkey } from "./hotkey";
import { ThreadSkeleton } from "@/conversation/thread-skeleton";

// The list stands while the AI SDK is on its way.
const ThreadLoader = dynamic(
  () => import("@/conversation/thread-loader").then((module) => module.ThreadLoader),
  {
    loading: ThreadSkeleton,
  },
);

const ShareDialog = dynamic(() => import("./share-dialog").then((module) => module.ShareDialog));

/**
 * The chat, on all its addresses. Going from one conversation to the next changes the address and what is shown, never
 * the page; and a conversation that gets its address while it is answered stays the very same.
 */
export function ChatFrame() {
  const client = useQueryClient();
  const conversation = useRoutePath("/chat/[conversation]")?.conversation ?? null;
  const agent = useSearchParams().get("agent") ?? "";
  const [draft, setDraft] = useState(0);
  const [begun, setBegun] = useState<{ conversation: string; key: string } | null>(null);
  const [isListOpen, setIsListOpen] = useState(false);
  const [isSharing, setIsSharing] = useState(false);

  const draftKey = `draft-${draft}-${agent}`;
  const key = begun && conversation === begun.conversation ? begun.key : (conversation ?? draftKey);
  const go = (address: string) => {
    window.history.pushState(null, "", address);
    setIsListOpen(false);
  };
  const startNew = () => {
    setDraft(draft + 1);
    go("/chat");
  };
  useHotkeys({ [kNewChatHotkey]: startNew });
  useEffect(
    () =>
      hearTabs((id) => {
        void client.invalidateQueries({ queryKey: ["conversations", "list"] });
        void client.invalidateQueries({ queryKey: ["conversations", "messages", id] });
      }),
    [client],
  );

  const list = (
    <ConversationList current={conversation} onOpen={(id) => go(`/chat/${id}`)} onNew={startNew} />
  );
  return (
    <div className="flex h-content min-h-0">
      <aside aria-label={text.conversations} className="hidden w-64 shrink-0 flex-col border-r lg:flex">
        {list}
      </aside>
      <div className="flex min-w-0 flex-1 flex-col">
        <header className="flex h-12 shrink-0 items-center gap-2 border-b px-3 sm:px-4">
          <Sheet open={isListOpen} onOpenChange={setIsListOpen}>
            <SheetTrigger asChild>
              <Button variant="ghost" size="icon" aria-label={text.openList} className="lg:hidden">
                <PanelLeft aria-hidden />
              </Button>
            </SheetTrigger>
            <SheetContent side="left" aria-describedby={undefined}>
              <SheetTitle className="px-4 pt-4 pb-1 text-base font-semibold">{text.conversations}</SheetTitle>
              {list}
            </SheetContent>
          </Sheet>
          <Title conversation={conversation} />
          {conversation === null ? null : (
            <Tooltip content={text.share.title}>
              <Button
                variant="ghost"
                size="icon"
                aria-label={text.share.title}
                className="ml-auto"
                onClick={() => setIsSharing(true)}
              >
                <Share2 aria-hidden />
              </Button>
            </Tooltip>
          )}
          {isSharing && conversation !== null ? (
            <ShareDialog conversation={conversation} onClose={() => setIsSharing(false)} />
          ) : null}
          <Tooltip content={text.newChat} hotkey={kNewChatHotkey}>
            <Button
              variant="ghost"
              size="icon"
              aria-label={text.newChat}
              onClick={startNew}
              className={conversation === null ? "ml-auto lg:hidden" : "lg:hidden"}
            >
              <SquarePen aria-hidden />
            </Button>
          </Tooltip>
        </header>
        {conversation === null && agent === "" ? (
          <AgentPicker onPick={(slug) => go(`/chat?agent=${encodeURIComponent(slug)}`)} />
        ) : (
          <ThreadLoader
            key={key}
            conversation={conversation}
            agent={agent}
            onStarted={(id) => {
              if (id === conversation) return;
              setBegun({ conversation: id, key });
              window.history.replaceState(null, "", `/chat/${id}`);
            }}
          />
        )}
      </div>
    </div>
  );
}

function Title({ conversation }: { conversation: string | null }) {
  const { data } = useQuery({ ...conversationQuery(conversation ?? ""), enabled: conversation !== null });
  const { data: agents = [] } = useQuery(agentNamesQuery);
  const agent = agents.find(({ id }) => id === data?.agent_id);
  const title = conversation === null ? text.newChat : data?.title || text.untitled;
  useEffect(() => {
    // The address changes without Next, so the name of the tab does too.
    document.title = `${conversation === null ? text.title : title} · ${app.app.name}`;
  }, [conversation, title]);
  return (
    <>
      <h1 className="min-w-0 truncate font-medium">{title}</h1>
      {agent ? (
        <Link
          href={`/agents/${agent.id}`}
          prefetch={false}
          className="max-w-48 shrink-0 truncate rounded-sm text-sm text-muted hover:text-text max-sm:hidden"
        >
          {agent.name}
        </Link>
      ) : null}
    </>
  );
}
