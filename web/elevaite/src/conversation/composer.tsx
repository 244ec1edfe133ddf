"use client";

import { ArrowUp, Square } from "lucide-react";
import {
  useEffect,
  useEffectEvent,
  useState,
  type ClipboardEvent,
  type KeyboardEvent,
  type RefObject,
} from "react";

import { formatNumber } from "@elevaite/shared/format";
import { usePermission } from "@elevaite/shared/session";
import { Button } from "@elevaite/shared/ui/button";
import { cn } from "@elevaite/shared/ui/class-names";
import { toast } from "@elevaite/shared/ui/toast";
import { Tooltip } from "@elevaite/shared/ui/tooltip";

import { chatText } from "@/text/chat";

import { preloadMarkdown } from "./answer-text";
import { AttachButton } from "./attach-button";
import { AttachmentTray } from "./attachment-tray";
import { readDraft, writeDraft } from "./draft";
import type { MessageFile } from "./message-file";
import type { Attachments } from "./use-attachments";

const text = chatText.composer;
const kMostCharacters = 100_000;

type ComposerProps = {
  agentName: string;
  /** Where what was typed survives a reload. */
  draftName: string;
  isBusy: boolean;
  /** The message before could not be sent, or its answer not be read: what comes next is a person's decision. */
  isBroken: boolean;
  attachments: Attachments;
  onSend: (text: string, files: MessageFile[]) => void;
  /** Null when there is nothing to stop, or when this person may not. */
  onStop: (() => void) | null;
  isStopping: boolean;
  /** What Escape does while one types. */
  onEscape: (() => void) | null;
  inputRef: RefObject<HTMLTextAreaElement | null>;
};

export function Composer(props: ComposerProps) {
  const { agentName, draftName, attachments, isBusy, isBroken, onSend } = props;
  const { onStop, isStopping, onEscape, inputRef } = props;
  const [typed, setTyped] = useState(() => readDraft(draftName));
  const [isHeld, setIsHeld] = useState(false);
  const mayAttach = usePermission("files:write");
  const isTooLong = typed.length > kMostCharacters;
  useEffect(preloadMarkdown, []);

  const change = (next: string) => {
    setTyped(next);
    setIsHeld(false);
    writeDraft(draftName, next);
  };
  const { files, isUploading } = attachments;
  const isEmpty = typed.trim() === "" && files.length === 0;
  const submit = () => {
    if (isTooLong || (isEmpty && !isUploading)) return;
    // It stays where it was typed, and can be changed, until it is sent.
    if (isBusy || isUploading) return setIsHeld(true);
    onSend(typed.trim(), files);
    change("");
    attachments.clear();
  };
  const isDue = isHeld && !isBusy && !isUploading && !isBroken;
  const sendHeld = useEffectEvent(submit);
  useEffect(() => {
    if (!isDue) return;
    const timer = setTimeout(() => sendHeld());
    return () => clearTimeout(timer);
  }, [isDue]);
  const attach = (more: File[]) => {
    if (more.length === 0) return;
    if (!attachments.add(more)) toast.info(chatText.attachments.tooMany);
    inputRef.current?.focus();
  };
  const onPaste = (event: ClipboardEvent) => {
    const pasted = [...event.clipboardData.files];
    if (pasted.length === 0 || !mayAttach) return;
    event.preventDefault();
    attach(pasted);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // An Enter that ends a composition, as in Japanese, chooses a word and sends nothing.
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      submit();
    }
    if (event.key === "Escape") onEscape?.();
  };
  const hint = isTooLong
    ? text.tooLong(formatNumber(kMostCharacters))
    : isHeld && isUploading
      ? chatText.attachments.uploading
      : isHeld && isBusy
        ? text.busy
        : "";
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      className={
        "flex flex-col rounded-xl border border-border-strong bg-surface shadow-sm transition-colors " +
        "focus-within:border-focus focus-within:ring-1 focus-within:ring-focus"
      }
    >
      <AttachmentTray {...attachments} />
      <textarea
        ref={inputRef}
        rows={1}
        value={typed}
        aria-label={text.label(agentName)}
        aria-invalid={isTooLong || undefined}
        placeholder={text.placeholder(agentName)}
        onChange={(event) => change(event.target.value)}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        className={
          "field-sizing-content max-h-48 min-h-11 w-full resize-none bg-transparent px-3.5 pt-3 pb-1 outline-none " +
          "placeholder:text-muted max-md:text-[1rem]"
        }
      />
      <div className={cn("flex items-center gap-2 px-2 pb-2", !mayAttach && "pl-3.5")}>
        {mayAttach ? <AttachButton onFiles={attach} /> : null}
        <p role="status" className="min-w-0 flex-1 text-xs text-muted">
          {hint || <span className="max-sm:hidden">{text.hint}</span>}
        </p>
        {isBusy && onStop ? (
          <Tooltip content={text.stop} {...(onEscape ? { hotkey: "escape" } : {})}>
            <Button
              size="icon"
              className="rounded-full"
              aria-label={text.stop}
              isPending={isStopping}
              onClick={onStop}
            >
              {isStopping ? null : <Square aria-hidden className="size-3! fill-current" />}
            </Button>
          </Tooltip>
        ) : (
          <Tooltip content={text.send} hotkey="enter">
            <Button
              type="submit"
              variant="primary"
              size="icon"
              className="rounded-full"
              aria-label={text.send}
              aria-disabled={isEmpty || isBusy || isUploading || undefined}
            >
              <ArrowUp aria-hidden />
            </Button>
          </Tooltip>
        )}
      </div>
    </form>
  );
}
