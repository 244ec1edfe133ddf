"use client";

import { AlertDialog } from "@elevaite/shared/ui/alert-dialog";
import { toast } from "@elevaite/shared/ui/toast";

import { useDeleteFile, type File } from "@/queries/files";
import { text } from "@/text/files";

type DeleteFileDialogProps = { file: File; isOpen: boolean; onDone: () => void };

export function DeleteFileDialog({ file, isOpen, onDone }: DeleteFileDialogProps) {
  const remove = useDeleteFile();
  const confirm = () =>
    remove.mutate(file.id, {
      onSuccess: () => toast.success(text.deleted(file.name)),
      onSettled: onDone,
    });
  return (
    <AlertDialog
      isOpen={isOpen}
      onOpenChange={onDone}
      title={text.deleteTitle(file.name)}
      description={text.deleteDescription}
      action={text.deleteAction}
      onAction={confirm}
      isDangerous
      isPending={remove.isPending}
    />
  );
}
