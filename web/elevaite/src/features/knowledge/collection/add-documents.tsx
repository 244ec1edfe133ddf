"use client";

import { ClipboardPaste, Upload } from "lucide-react";
import { useState } from "react";

import { usePermission } from "@elevaite/shared/session";
import { Button } from "@elevaite/shared/ui/button";
import { FileButton } from "@elevaite/shared/ui/file-button";

import { knowledgeText } from "@/text/knowledge";

import { PasteDialog } from "./paste-dialog";

const text = knowledgeText.documents;

type AddDocumentsProps = { collection: string; onFiles: (files: File[]) => void };

/** The two ways in: files, which go through the uploaded ones, and text. */
export function AddDocuments({ collection, onFiles }: AddDocumentsProps) {
  const mayUpload = usePermission("files:write");
  const [isPasting, setIsPasting] = useState(false);
  return (
    <>
      <Button onClick={() => setIsPasting(true)}>
        <ClipboardPaste aria-hidden />
        {text.paste}
      </Button>
      {mayUpload ? (
        <FileButton variant="primary" choose={text.choose} onFiles={onFiles}>
          <Upload aria-hidden />
          {text.upload}
        </FileButton>
      ) : null}
      <PasteDialog collection={collection} isOpen={isPasting} onClose={() => setIsPasting(false)} />
    </>
  );
}
