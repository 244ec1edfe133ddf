"use client";

import { useEffect, useRef } from "react";

import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { text as all } from "./text";

const text = all.secondFactor;

/** The codes, for the only time; whoever has kept them goes on. */
export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const title = useRef<HTMLHeadingElement>(null);
  // What had the focus is gone.
  useEffect(() => title.current?.focus(), []);
  return (
    <div className="flex flex-col gap-3">
      <div>
        <h3 ref={title} tabIndex={-1} className="text-base font-semibold outline-none">
          {text.codesTitle}
        </h3>
        <p className="text-sm text-muted">{text.codesDescription}</p>
      </div>
      <ul aria-label={text.codesTitle} className="grid gap-x-6 gap-y-1 rounded-lg border p-3 sm:grid-cols-2">
        {codes.map((code) => (
          <li key={code} className="font-mono text-sm">
            {code}
          </li>
        ))}
      </ul>
      <div className="flex items-center gap-2">
        <Button variant="primary" onClick={onKept}>
          {text.codesKept}
        </Button>
        <CopyButton value={codes.join("\n")} label={text.copyCodes} />
      </div>
    </div>
  );
}
