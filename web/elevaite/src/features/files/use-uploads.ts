"use client";

import { useQuery } from "@tanstack/react-query";
import { useState, useSyncExternalStore } from "react";

import { ApiProblem } from "@elevaite/shared/api";
import { formatBytes } from "@elevaite/shared/format";
import { toast } from "@elevaite/shared/ui/toast";

import { fileUsageQuery, useChangesFiles } from "@/queries/files";
import { text } from "@/text/files";

import { sendFile } from "@/uploads/send-file";
import { createUploadQueue, type Upload } from "@/uploads/upload-queue";

const none: Upload[] = [];

export function useUploads() {
  const changed = useChangesFiles();
  const { data: usage } = useQuery(fileUsageQuery);
  const [queue] = useState(() =>
    createUploadQueue(sendFile, ({ name }) => {
      toast.success(text.uploaded(name));
      void changed();
    }),
  );
  const uploads = useSyncExternalStore(queue.subscribe, queue.uploads, () => none);
  const max = usage?.max_file;
  // Before it is sent: the server would only say so after some gigabytes.
  const refuse = ({ size }: File) =>
    max !== undefined && size > max
      ? new ApiProblem({ code: "limit_exceeded", status: 413, detail: text.tooLarge(formatBytes(max)) })
      : undefined;
  return {
    uploads,
    add: (files: File[]) => queue.add(files, refuse),
    cancel: queue.cancel,
    retry: queue.retry,
  };
}
