"use client";

import { Download } from "lucide-react";

import { formatBytes } from "@elevaite/shared/format";
import { usePermission } from "@elevaite/shared/session";
import { Button } from "@elevaite/shared/ui/button";
import { cn } from "@elevaite/shared/ui/class-names";

import { useFileLink } from "@/queries/files";
import { chatText } from "@/text/chat";

import { FileThumbnail } from "./file-thumbnail";
import type { MessageFile } from "./message-file";

const text = chatText.attachments;

/** "PDF" for q4.pdf: what people call a type. */
function kindOf({ name, type }: MessageFile): string {
  const ending = /\.([a-z0-9]{1,5})$/i.exec(name)?.[1];
  return (ending ?? type.split("/")[1] ?? type).toUpperCase();
}

/** A file of a message, to be downloaded. One that was deleted says so. */
export function FileCard({ file, className }: { file: MessageFile; className?: string }) {
  const link = useFileLink();
  const mayRead = usePermission("files:read");
  // An attachment: the page stays where it is.
  const download = () => link.mutate(file.id, { onSuccess: (url) => location.assign(url) });
  return (
    <div
      className={cn(
        "flex w-full max-w-sm min-w-0 items-center gap-3 rounded-lg border bg-surface p-2 text-sm shadow-sm",
        className,
      )}
    >
      <FileThumbnail file={file} className="size-11" />
      <span className="min-w-0 flex-1 text-left">
        <span className={cn("block truncate font-medium", file.isGone && "text-muted line-through")}>
          {file.name}
        </span>
        <span className="block text-xs text-muted">
          {file.isGone ? text.gone : `${kindOf(file)} · ${formatBytes(file.size)}`}
        </span>
      </span>
      {file.isGone || !mayRead ? null : (
        <Button size="sm" aria-label={text.download(file.name)} isPending={link.isPending} onClick={download}>
          <Download aria-hidden />
          <span className="max-sm:sr-only">{text.downloadShort}</span>
        </Button>
      )}
    </div>
  );
}
