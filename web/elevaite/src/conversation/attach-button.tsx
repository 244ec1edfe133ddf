"use client";

import { Paperclip } from "lucide-react";

import { FileButton } from "@elevaite/shared/ui/file-button";
import { Tooltip } from "@elevaite/shared/ui/tooltip";

import { chatText } from "@/text/chat";

const text = chatText.attachments;

export function AttachButton({ onFiles }: { onFiles: (files: File[]) => void }) {
  return (
    <Tooltip content={text.attach}>
      <FileButton
        variant="ghost"
        size="icon"
        className="rounded-full"
        aria-label={text.attach}
        choose={text.choose}
        onFiles={onFiles}
      >
        <Paperclip aria-hidden />
      </FileButton>
    </Tooltip>
  );
}
