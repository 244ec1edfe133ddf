"use client";

import { useQuery } from "@tanstack/react-query";
import { File, FileArchive, FileImage, FileSpreadsheet, FileText, FileX } from "lucide-react";
import { useCallback } from "react";

import { cn } from "@elevaite/shared/ui/class-names";

import { fileContentQuery } from "@/queries/files";

import { isPicture, type MessageFile } from "./message-file";
import { useInView } from "./use-in-view";

type FileThumbnailProps = { file: MessageFile; className?: string };

/** A small picture of a picture; of everything else a sign of what it is. The name stands beside it. */
export function FileThumbnail({ file, className }: FileThumbnailProps) {
  const { setElement, wasSeen } = useInView();
  const isShown = isPicture(file) && !file.isGone;
  const { data } = useQuery({ ...fileContentQuery(file.id), enabled: isShown && wasSeen });
  return (
    <span
      ref={setElement}
      className={cn(
        "flex shrink-0 items-center justify-center overflow-hidden rounded-md bg-subtle text-muted [&_svg]:size-4.5",
        className,
      )}
    >
      {data && isShown ? <Picture content={data} /> : <Sign file={file} />}
    </span>
  );
}

/** The bytes have an address for as long as they are shown. */
function Picture({ content }: { content: Blob }) {
  const show = useCallback(
    (image: HTMLImageElement | null) => {
      if (!image) return;
      const url = URL.createObjectURL(content);
      image.src = url;
      return () => URL.revokeObjectURL(url);
    },
    [content],
  );
  // eslint-disable-next-line @next/next/no-img-element -- it comes out of memory, Next could not fetch it
  return <img ref={show} alt="" className="size-full object-cover" />;
}

function Sign({ file: { type, name, isGone } }: { file: MessageFile }) {
  if (isGone) return <FileX aria-hidden />;
  if (type.startsWith("image/")) return <FileImage aria-hidden />;
  if (/csv|spreadsheet|excel/.test(type) || /\.(csv|xlsx?)$/i.test(name))
    return <FileSpreadsheet aria-hidden />;
  if (type.startsWith("text/") || type === "application/pdf") return <FileText aria-hidden />;
  if (/zip|tar|compressed/.test(type)) return <FileArchive aria-hidden />;
  return <File aria-hidden />;
}
