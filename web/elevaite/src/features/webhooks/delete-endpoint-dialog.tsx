"use client";

import { AlertDialog } from "@elevaite/shared/ui/alert-dialog";
import { toast } from "@elevaite/shared/ui/toast";

import { useDeleteEndpoint, type WebhookEndpoint } from "@/queries/webhook-endpoints";
import { text } from "@/text/webhooks";

type DeleteEndpointDialogProps = {
  endpoint: WebhookEndpoint;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
};

export function DeleteEndpointDialog({ endpoint, isOpen, onOpenChange }: DeleteEndpointDialogProps) {
  const remove = useDeleteEndpoint();
  const confirm = () =>
    remove.mutate(endpoint.id, {
      onSuccess: () => toast.success(text.deleted),
      onSettled: () => onOpenChange(false),
    });
  return (
    <AlertDialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={<span className="break-words">{text.deleteTitle(endpoint.url)}</span>}
      description={text.deleteDescription}
      action={text.deleteAction}
      onAction={confirm}
      isDangerous
      isPending={remove.isPending}
    />
  );
}
