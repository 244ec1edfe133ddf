"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";

import { ApiProblem } from "@elevaite/shared/api";
import { formatBytes } from "@elevaite/shared/format";
import { announce } from "@elevaite/shared/ui/live-region";

import { fileUsageQuery, useChangesFiles } from "@/queries/files";
import { chatText } from "@/text/chat";
import { sendFile } from "@/uploads/send-file";
import { createUploadQueue, type Upload } from "@/uploads/upload-queue";

import { readDraftFiles, writeDraftFiles } from "./draft";
import { kMostFiles, type MessageFile } from "./message-file";

const text = chatText.attachments;
const none: Upload[] = [];

function createAttachments(draftName: string, onStored: () => void) {
  let files = readDraftFiles(draftName);
  const listeners = new Set<() => void>();
  const change = (next: MessageFile[]) => {
    files = next;
    writeDraftFiles(draftName, next);
    for (const listener of listeners) listener();
  };
  // They stand as they were chosen, whichever is there first.
  const chosen: File[] = [];
  const places = new Map<string, number>();
  const placeOf = ({ id }: MessageFile) => places.get(id) ?? -1;
  const queue = createUploadQueue(sendFile, (source, { id, name, content_type: type, size }) => {
    places.set(id, chosen.indexOf(source));
    const more = [...files, { id, name, type, size, isGone: false }];
    change(more.sort((a, b) => placeOf(a) - placeOf(b)));
    announce(text.attached(name));
    onStored();
  });
  return {
    queue,
    chosen,
    files: () => files,
    change,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** What will go with the next message: files that are stored already, and those on their way. */
export function useAttachments(draftName: string) {
  const changed = useChangesFiles();
  const { data: usage } = useQuery(fileUsageQuery);
  const [held] = useState(() => createAttachments(draftName, () => void changed()));
  const files = useSyncExternalStore(held.subscribe, held.files, held.files);
  const uploads = useSyncExternalStore(held.queue.subscribe, held.queue.uploads, () => none);
  useEffect(
    () => () => {
      for (const { id } of held.queue.uploads()) held.queue.cancel(id);
    },
    [held],
  );
  const max = usage?.max_file;
  const refuse = ({ size }: File) =>
    max !== undefined && size > max
      ? new ApiProblem({ code: "limit_exceeded", status: 413, detail: text.tooLarge(formatBytes(max)) })
      : undefined;
  return {
    files,
    uploads,
    isUploading: uploads.some(({ state }) => state !== "failed"),
    /** False when there would be too many; none is taken then. */
    add(more: File[]) {
      if (files.length + uploads.length + more.length > kMostFiles) return false;
      held.chosen.push(...more);
      held.queue.add(more, refuse);
      return true;
    },
    remove(id: string) {
      const gone = held.files().find((file) => file.id === id);
      held.change(held.files().filter((file) => file !== gone));
      if (gone) announce(text.removed(gone.name));
    },
    clear: () => held.change([]),
    cancel: held.queue.cancel,
    retry: held.queue.retry,
  };
}

export type Attachments = ReturnType<typeof useAttachments>;
