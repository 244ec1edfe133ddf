"use client";

import { Ellipsis, Link2, Pencil, Trash2 } from "lucide-react";
import { useRef, useState, type MouseEvent } from "react";

import { Button } from "@elevaite/shared/ui/button";
import { cn } from "@elevaite/shared/ui/class-names";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@elevaite/shared/ui/dropdown-menu";
import { toast } from "@elevaite/shared/ui/toast";

import { useRenameConversation, type Conversation } from "@/queries/conversations";
import { chatText as text } from "@/text/chat";

import { TitleField } from "./title-field";

type ConversationRowProps = {
  conversation: Conversation;
  agentName: string;
  isCurrent: boolean;
  onOpen: () => void;
  onDelete: () => void;
};

export function ConversationRow(props: ConversationRowProps) {
  const { conversation, agentName, isCurrent, onOpen, onDelete } = props;
  const rename = useRenameConversation();
  const [isRenaming, setIsRenaming] = useState(false);
  const menu = useRef<HTMLButtonElement>(null);
  const href = `/chat/${conversation.id}`;
  const title = conversation.title || text.untitled;
  const open = (event: MouseEvent) => {
    // Into another tab it is a link like any other; here only the conversation changes, not the page.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    onOpen();
  };
  const giveTitle = (next: string | null) => {
    setIsRenaming(false);
    requestAnimationFrame(() => menu.current?.focus());
    if (next === null || next === conversation.title) return;
    const { id, title: before } = conversation;
    rename.mutate(
      { id, title: next },
      {
        onSuccess: () => toast.success(text.renamed, { undo: () => rename.mutate({ id, title: before }) }),
      },
    );
  };
  if (isRenaming) {
    return (
      <li className="px-1 py-1.5">
        <TitleField title={conversation.title} onDone={giveTitle} />
      </li>
    );
  }
  return (
    <li
      className={cn(
        "group relative flex items-center rounded-md hover:bg-subtle",
        isCurrent && "bg-subtle text-text",
      )}
    >
      <a
        href={href}
        onClick={open}
        aria-current={isCurrent ? "page" : undefined}
        className="min-w-0 flex-1 rounded-md py-1.5 pr-8 pl-2"
      >
        <span className={cn("block truncate text-sm", isCurrent && "font-medium")}>{title}</span>
        <span className="flex h-4 items-center gap-1.5 text-xs text-muted">
          {conversation.active_run_id ? (
            <>
              <span
                aria-hidden
                className="size-1.5 animate-pulse rounded-full bg-info motion-reduce:animate-none"
              />
              <span className="sr-only">{text.active}</span>
            </>
          ) : null}
          <span className="truncate">{agentName}</span>
        </span>
      </a>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button
            ref={menu}
            variant="ghost"
            size="icon-sm"
            aria-label={text.actions(title)}
            className={
              "absolute right-1 opacity-0 group-hover:opacity-100 focus-visible:opacity-100 " +
              "data-[state=open]:opacity-100 [@media(hover:none)]:opacity-100"
            }
          >
            <Ellipsis aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end" onCloseAutoFocus={(event) => isRenaming && event.preventDefault()}>
          <DropdownMenuItem onSelect={() => setIsRenaming(true)}>
            <Pencil aria-hidden />
            {text.rename}
          </DropdownMenuItem>
          <DropdownMenuItem
            onSelect={() => {
              const address = new URL(href, window.location.href).href;
              void navigator.clipboard.writeText(address).then(() => toast.success(text.linkCopied));
            }}
          >
            <Link2 aria-hidden />
            {text.copyLink}
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={onDelete}>
            <Trash2 aria-hidden />
            {text.delete}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
    </li>
  );
}
