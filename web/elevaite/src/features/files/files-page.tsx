"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { FolderOpen, Upload } from "lucide-react";
import { useState, type ReactNode } from "react";

import { formatBytes } from "@elevaite/shared/format";
import { entriesOf } from "@elevaite/shared/query";
import { usePermission } from "@elevaite/shared/session";
import { EmptyState } from "@elevaite/shared/ui/empty-state";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { FileButton } from "@elevaite/shared/ui/file-button";
import { MoreButton } from "@elevaite/shared/ui/more-button";
import { Page } from "@elevaite/shared/ui/page";

import { filesQuery, fileUsageQuery, useFileLink, type File as StoredFile } from "@/queries/files";
import { text } from "@/text/files";
import { UploadList } from "@/uploads/upload-list";

import { DeleteFileDialog } from "./delete-file-dialog";
import { DropZone } from "./drop-zone";
import { FileTable, FileTableSkeleton } from "./file-table";
import { useUploads } from "./use-uploads";

export function FilesPage() {
  const mayWrite = usePermission("files:write");
  const { uploads, add, cancel, retry } = useUploads();
  const button = mayWrite ? <UploadButton onFiles={add} /> : null;
  return (
    <Page title={text.title} description={<Description />} actions={button}>
      <DropZone isActive={mayWrite} onFiles={add}>
        <UploadList uploads={uploads} onCancel={cancel} onRetry={retry} />
        <FileList mayWrite={mayWrite} />
      </DropZone>
    </Page>
  );
}

function Description(): ReactNode {
  const { data: usage } = useQuery(fileUsageQuery);
  if (!usage) return text.description;
  return `${text.description} ${text.usage(formatBytes(usage.used), formatBytes(usage.quota))}.`;
}

function UploadButton({ onFiles }: { onFiles: (files: File[]) => void }) {
  return (
    <FileButton variant="primary" choose={text.choose} onFiles={onFiles}>
      <Upload aria-hidden />
      {text.upload}
    </FileButton>
  );
}

function FileList({ mayWrite }: { mayWrite: boolean }) {
  const query = useInfiniteQuery(filesQuery);
  const link = useFileLink();
  // It stays while its dialog closes, so that no text changes on the way out.
  const [asked, setAsked] = useState<{ file: StoredFile; isOpen: boolean } | null>(null);
  if (query.isPending) return <FileTableSkeleton />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;

  const files = entriesOf(query.data);
  // An attachment: the page stays where it is.
  const download = ({ id }: StoredFile) => link.mutate(id, { onSuccess: (url) => location.assign(url) });
  if (files.length === 0) {
    return (
      <EmptyState
        icon={FolderOpen}
        title={text.emptyTitle}
        description={mayWrite ? text.emptyDescription : text.emptyReadOnly}
      />
    );
  }
  return (
    <>
      <FileTable
        files={files}
        onDownload={download}
        onDelete={mayWrite ? (file) => setAsked({ file, isOpen: true }) : null}
      />
      <MoreButton query={query}>{text.loadMore}</MoreButton>
      {asked ? (
        <DeleteFileDialog
          file={asked.file}
          isOpen={asked.isOpen}
          onDone={() => setAsked({ ...asked, isOpen: false })}
        />
      ) : null}
    </>
  );
}
