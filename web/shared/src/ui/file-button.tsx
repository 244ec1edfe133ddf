"use client";

import { useRef, type ComponentProps } from "react";

import { Button } from "./button";

type FileButtonProps = ComponentProps<typeof Button> & {
  /** Of the field behind the button. */
  choose: string;
  onFiles: (files: File[]) => void;
};

/** Files from the person's machine, by the browser's own dialog. */
export function FileButton({ choose, onFiles, onClick, ...props }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={choose}
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          // The same file can be chosen again.
          target.value = "";
        }}
      />
      <Button
        {...props}
        onClick={(event) => {
          onClick?.(event);
          input.current?.click();
        }}
      />
    </>
  );
}
