"use client";

import { Pencil } from "lucide-react";
import { useRef, useState, type KeyboardEvent } from "react";

import { Button } from "@elevaite/shared/ui/button";
import { CopyButton } from "@elevaite/shared/ui/copy-button";
import { Textarea } from "@elevaite/shared/ui/textarea";
import { Tooltip } from "@elevaite/shared/ui/tooltip";

import { chatText } from "@/text/chat";

import { textOf, type ChatMessage } from "./chat-message";
import { FileCard } from "./file-card";
import { filesOf } from "./message-file";
import { isStored, type MessageActions } from "./message-actions";
import { VersionSwitch } from "./version-switch";

const text = chatText.question;

type QuestionProps = { message: ChatMessage; actions: MessageActions; author: string };

/** What a person has said, to be copied or said in other words. */
export function Question({ message, actions, author }: QuestionProps) {
  const words = textOf(message);
  const files = filesOf(message);
  const [isEditing, setIsEditing] = useState(false);
  const pencil = useRef<HTMLButtonElement>(null);
  const { onEdit } = actions;
  const close = () => {
    setIsEditing(false);
    requestAnimationFrame(() => pencil.current?.focus());
  };
  if (isEditing && onEdit) {
    return (
      <article aria-label={author} className="pl-8 max-sm:pl-0 sm:pl-16">
        <EditForm
          words={words}
          onCancel={close}
          onSave={(next) => {
            setIsEditing(false);
            onEdit(message.id, next, files);
          }}
        />
      </article>
    );
  }
  return (
    <article aria-label={author} className="group flex flex-col items-end gap-0.5 pl-8 sm:pl-16">
      {files.length > 0 ? (
        <ul aria-label={chatText.attachments.tray} className="flex w-full flex-col items-end gap-1.5 pb-1">
          {files.map((file) => (
            <li key={file.id} className="flex w-full justify-end">
              <FileCard file={file} />
            </li>
          ))}
        </ul>
      ) : null}
      {words ? (
        <p className="max-w-full min-w-0 rounded-2xl rounded-br-md bg-subtle px-3.5 py-2 leading-relaxed wrap-anywhere whitespace-pre-wrap">
          {words}
        </p>
      ) : null}
      {/* Where it appears only below a pointer, it takes no more room than there is between two messages. */}
      <div className="flex min-h-7 items-center gap-0.5 [@media(hover:hover)]:-mb-5">
        <div
          className={
            "flex items-center gap-0.5 opacity-0 group-hover:opacity-100 focus-within:opacity-100 " +
            "[@media(hover:none)]:opacity-100"
          }
        >
          {words ? <CopyButton value={words} label={chatText.answer.copyMessage} /> : null}
          {onEdit && isStored(message) ? (
            <Tooltip content={text.edit}>
              <Button
                ref={pencil}
                variant="ghost"
                size="icon-sm"
                aria-label={text.edit}
                onClick={() => setIsEditing(true)}
              >
                <Pencil aria-hidden />
              </Button>
            </Tooltip>
          ) : null}
        </div>
        <VersionSwitch id={message.id} actions={actions} />
      </div>
    </article>
  );
}

type EditFormProps = { words: string; onSave: (words: string) => void; onCancel: () => void };

function EditForm({ words, onSave, onCancel }: EditFormProps) {
  const [typed, setTyped] = useState(words);
  const save = () => {
    const next = typed.trim();
    if (next) onSave(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") {
      event.stopPropagation();
      onCancel();
    }
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      save();
    }
  };
  return (
    <form
      className="flex flex-col gap-2 rounded-xl border border-border-strong bg-surface p-2"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Textarea
        // eslint-disable-next-line jsx-a11y/no-autofocus -- it appears because somebody has asked for it
        autoFocus
        aria-label={text.label}
        value={typed}
        onFocus={(event) => event.target.setSelectionRange(typed.length, typed.length)}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={onKeyDown}
        className="max-h-72 max-md:text-[1rem]"
      />
      <div className="flex flex-wrap items-center justify-end gap-2">
        <p className="mr-auto text-xs text-muted">{text.hint}</p>
        <Button size="sm" onClick={onCancel}>
          {text.cancel}
        </Button>
        <Button type="submit" size="sm" variant="primary" aria-disabled={typed.trim() === "" || undefined}>
          {text.save}
        </Button>
      </div>
    </form>
  );
}
