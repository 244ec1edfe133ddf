"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";

import { text } from "../text/index";
import { Button } from "./button";

const kConfirmationMilliseconds = 2000;

/** Copies a text and says so, also to screen readers. */
export function CopyButton({ value, label = text.copy, className }: CopyButtonProps) {
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setIsCopied(false), kConfirmationMilliseconds);
    return () => clearTimeout(timer);
  }, [isCopied]);
  return (
    <>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={label}
        className={className}
        onClick={() => {
          void navigator.clipboard.writeText(value).then(() => setIsCopied(true));
        }}
      >
        {isCopied ? <Check aria-hidden className="text-success" /> : <Copy aria-hidden />}
      </Button>
      <span role="status" className="sr-only">
        {isCopied ? text.copied : ""}
      </span>
    </>
  );
}

type CopyButtonProps = { value: string; label?: string; className?: string };
