"use client";

import { useRef } from "react";

import { Input } from "@elevaite/shared/ui/input";

import { chatText as text } from "@/text/chat";

const kMostCharacters = 200;

/** The title of a conversation, to be changed where it stands. Enter and leaving keep it, Escape does not. */
export function TitleField({ title, onDone }: { title: string; onDone: (title: string | null) => void }) {
  const isDone = useRef(false);
  const done = (next: string | null) => {
    if (isDone.current) return;
    isDone.current = true;
    onDone(next?.trim() || null);
  };
  return (
    <Input
      // eslint-disable-next-line jsx-a11y/no-autofocus -- it appears because somebody has asked for it
      autoFocus
      aria-label={text.newTitle}
      defaultValue={title}
      maxLength={kMostCharacters}
      onFocus={(event) => event.target.select()}
      onBlur={(event) => done(event.target.value)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === "Enter") done(event.currentTarget.value);
        if (event.key === "Escape") {
          event.stopPropagation();
          done(null);
        }
      }}
    />
  );
}
