import { RotateCw, X } from "lucide-react";

import { describeProblem } from "@elevaite/shared/api";
import { formatBytes } from "@elevaite/shared/format";
import { Button } from "@elevaite/shared/ui/button";
import { cn } from "@elevaite/shared/ui/class-names";

import { chatText } from "@/text/chat";
import type { Upload } from "@/uploads/upload-queue";

import { FileThumbnail } from "./file-thumbnail";
import type { MessageFile } from "./message-file";
import type { Attachments } from "./use-attachments";

const text = chatText.attachments;

/** What will go with the message, above the words of it. */
export function AttachmentTray({ files, uploads, remove, cancel, retry }: Attachments) {
  if (files.length + uploads.length === 0) return null;
  return (
    <ul aria-label={text.tray} className="flex flex-wrap gap-2 px-3 pt-3">
      {files.map((file) => (
        <Ready key={file.id} file={file} onRemove={() => remove(file.id)} />
      ))}
      {uploads.map((upload) => (
        <Sending
          key={upload.id}
          upload={upload}
          onCancel={() => cancel(upload.id)}
          onRetry={() => retry(upload.id)}
        />
      ))}
    </ul>
  );
}

const chip = "flex w-56 max-w-full items-center gap-2 rounded-lg border bg-bg py-1.5 pr-1 pl-1.5 text-sm";

function Ready({ file, onRemove }: { file: MessageFile; onRemove: () => void }) {
  return (
    <li className={chip}>
      <FileThumbnail file={file} className="size-9" />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{file.name}</span>
        <span className="block text-xs text-muted">{formatBytes(file.size)}</span>
      </span>
      <Button variant="ghost" size="icon-sm" aria-label={text.remove(file.name)} onClick={onRemove}>
        <X aria-hidden />
      </Button>
    </li>
  );
}

type SendingProps = { upload: Upload; onCancel: () => void; onRetry: () => void };

function Sending({ upload, onCancel, onRetry }: SendingProps) {
  const { name, size, sent, state, error } = upload;
  const isFailed = state === "failed";
  const { detail, canRetry } = describeProblem(error);
  return (
    <li className={cn(chip, "pl-2.5", isFailed && "w-full border-danger/50")}>
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{name}</span>
        {isFailed ? (
          <span role="alert" className="block text-xs wrap-anywhere text-danger">
            {detail}
          </span>
        ) : (
          <progress
            aria-label={text.progressOf(name)}
            value={sent}
            max={Math.max(size, 1)}
            className="mt-1.5 block h-1.5 w-full accent-accent"
          />
        )}
      </span>
      {isFailed && canRetry ? (
        <Button variant="ghost" size="icon-sm" aria-label={text.retry(name)} onClick={onRetry}>
          <RotateCw aria-hidden />
        </Button>
      ) : null}
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={isFailed ? text.remove(name) : text.cancel(name)}
        onClick={onCancel}
      >
        <X aria-hidden />
      </Button>
    </li>
  );
}
