"use client";

import { AlertDialog } from "@elevaite/shared/ui/alert-dialog";
import { toast } from "@elevaite/shared/ui/toast";

import { useDeleteDocument, type Document } from "@/queries/knowledge";
import { knowledgeText } from "@/text/knowledge";

const text = knowledgeText.removeDocument;

type DeleteDocumentDialogProps = { document: Document; isOpen: boolean; onDone: () => void };

export function DeleteDocumentDialog({ document, isOpen, onDone }: DeleteDocumentDialogProps) {
  const remove = useDeleteDocument();
  const confirm = () =>
    remove.mutate(document.id, {
      onSuccess: () => toast.success(text.done(document.name)),
      onSettled: onDone,
    });
  return (
    <AlertDialog
      isOpen={isOpen}
      onOpenChange={onDone}
      title={text.title(document.name)}
      description={text.description}
      action={text.submit}
      onAction={confirm}
      isDangerous
      isPending={remove.isPending}
    />
  );
}
