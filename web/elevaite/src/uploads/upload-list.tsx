"use client";

import { RotateCw, X } from "lucide-react";

import { describeProblem } from "@elevaite/shared/api";
import { formatBytes } from "@elevaite/shared/format";
import { Button } from "@elevaite/shared/ui/button";

import { text } from "@/text/files";

import type { Upload } from "./upload-queue";

type UploadActions = { onCancel: (id: number) => void; onRetry: (id: number) => void };

export function UploadList({ uploads, ...actions }: { uploads: Upload[] } & UploadActions) {
  if (uploads.length === 0) return null;
  return (
    <section aria-label={text.uploads}>
      <ul className="flex flex-col gap-2">
        {uploads.map((upload) => (
          <UploadRow key={upload.id} upload={upload} {...actions} />
        ))}
      </ul>
    </section>
  );
}

function UploadRow({ upload, onCancel, onRetry }: { upload: Upload } & UploadActions) {
  const { id, name, state } = upload;
  const isFailed = state === "failed";
  return (
    <li className="flex items-center gap-3 rounded-lg border bg-surface px-3 py-2 text-sm">
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <div className="flex items-baseline justify-between gap-3">
          <span className="truncate font-medium">{name}</span>
          <span className="shrink-0 text-xs text-muted">
            {isFailed ? formatBytes(upload.size) : stateOf(upload)}
          </span>
        </div>
        {isFailed ? (
          <p role="alert" className="text-xs text-danger">
            {describeProblem(upload.error).detail}
          </p>
        ) : (
          <progress
            aria-label={text.progressOf(name)}
            value={upload.sent}
            max={Math.max(upload.size, 1)}
            className="h-1.5 w-full accent-accent"
          />
        )}
      </div>
      {isFailed ? (
        <Button variant="ghost" size="icon-sm" aria-label={text.retryOf(name)} onClick={() => onRetry(id)}>
          <RotateCw aria-hidden />
        </Button>
      ) : null}
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={isFailed ? text.dismissOf(name) : text.cancelOf(name)}
        onClick={() => onCancel(id)}
      >
        <X aria-hidden />
      </Button>
    </li>
  );
}

function stateOf({ state, sent, size }: Upload): string {
  if (state === "waiting") return text.waiting;
  if (sent >= size) return text.finishing;
  return text.progress(formatBytes(sent), formatBytes(size));
}
