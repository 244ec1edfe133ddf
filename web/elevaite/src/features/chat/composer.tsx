"use client";

import { ArrowUp, Square } from "lucide-react";
import { useEffect, useState, type KeyboardEvent, type RefObject } from "react";

import { formatNumber } from "@elevaite/shared/format";
import { Button } from "@elevaite/shared/ui/button";
import { Tooltip } from "@elevaite/shared/ui/tooltip";

import { chatText } from "@/text/chat";

import { preloadMarkdown } from "./answer-text";
import { readDraft, writeDraft } from "./draft";

const text = chatText.composer;
const kMostCharacters = 100_000;

type ComposerProps = {
  agentName: string;
  /** Where what was typed survives a reload. */
  draftName: string;
  isBusy: boolean;
  onSend: (text: string) => void;
  /** Null when there is nothing to stop, or when this person may not. */
  onStop: (() => void) | null;
  isStopping: boolean;
  /** What Escape does while one types. */
  onEscape: (() => void) | null;
  inputRef: RefObject<HTMLTextAreaElement | null>;
};

export function Composer(props: ComposerProps) {
  const { agentName, draftName, isBusy, onSend, onStop, isStopping, onEscape, inputRef } = props;
  const [typed, setTyped] = useState(() => readDraft(draftName));
  const [isRefused, setIsRefused] = useState(false);
  const isTooLong = typed.length > kMostCharacters;
  useEffect(preloadMarkdown, []);

  const change = (next: string) => {
    setTyped(next);
    setIsRefused(false);
    writeDraft(draftName, next);
  };
  const submit = () => {
    if (typed.trim() === "" || isTooLong) return;
    // Nothing is lost: it stays where it was typed until it can be sent.
    if (isBusy) return setIsRefused(true);
    onSend(typed.trim());
    change("");
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
  const hint = isTooLong ? text.tooLong(formatNumber(kMostCharacters)) : isRefused && isBusy ? text.busy : "";
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
      <textarea
        ref={inputRef}
        rows={1}
        value={typed}
        aria-label={text.label(agentName)}
        aria-invalid={isTooLong || undefined}
        placeholder={text.placeholder(agentName)}
        onChange={(event) => change(event.target.value)}
        onKeyDown={onKeyDown}
        className={
          "field-sizing-content max-h-48 min-h-11 w-full resize-none bg-transparent px-3.5 pt-3 pb-1 outline-none " +
          "placeholder:text-muted max-md:text-[1rem]"
        }
      />
      <div className="flex items-center gap-2 px-2 pb-2 pl-3.5">
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
              aria-disabled={typed.trim() === "" || isBusy || undefined}
            >
              <ArrowUp aria-hidden />
            </Button>
          </Tooltip>
        )}
      </div>
    </form>
  );
}
