"use client";

import { useState, useSyncExternalStore } from "react";

import { toast } from "@elevaite/shared/ui/toast";

import { deleteFile } from "@/queries/files";
import { bringDocument, useChangesKnowledge, type Document } from "@/queries/knowledge";
import { knowledgeText as text } from "@/text/knowledge";
import { sendFile } from "@/uploads/send-file";
import { createUploadQueue, type Send, type Upload } from "@/uploads/upload-queue";

const none: Upload[] = [];

/** Uploads that become documents of a collection. */
export function useDocumentUploads(collection: string) {
  const changed = useChangesKnowledge();
  const [queue] = useState(() =>
    createUploadQueue<File, Document>(sendTo(collection), (_, { name }) => {
      toast.success(text.documents.added(name));
      void changed();
    }),
  );
  const uploads = useSyncExternalStore(queue.subscribe, queue.uploads, () => none);
  return {
    uploads,
    add: (files: File[]) => queue.add(files, () => undefined),
    cancel: queue.cancel,
    retry: queue.retry,
  };
}

function sendTo(collection: string): Send<File, Document> {
  return async (file, options) => {
    const stored = await sendFile(file, options);
    try {
      return await bringDocument(collection, { file_id: stored.id });
    } catch (error) {
      // What is refused is not left among the files; that it could not be taken away is not what went wrong.
      await deleteFile(stored.id).catch(() => undefined);
      throw error;
    }
  };
}
