"use client";

import { useState } from "react";

import { Dialog, DialogContent } from "@elevaite/shared/ui/dialog";
import { toast } from "@elevaite/shared/ui/toast";

import { useChangeEndpoint, useCreateEndpoint, type WebhookEndpoint } from "@/queries/webhook-endpoints";
import { text } from "@/text/webhooks";

import { EndpointForm } from "./endpoint-form";
import { ShownSecret } from "./shown-secret";

type OpenProps = { isOpen: boolean; onOpenChange: (isOpen: boolean) => void };

/** First the form; then the secret, once. Nothing outside the dialog knows it, so closing it forgets it. */
export function CreateEndpointDialog({ isOpen, onOpenChange }: OpenProps) {
  return (
    <Dialog open={isOpen} onOpenChange={onOpenChange}>
      <DialogContent
        // A click beside the dialog must not lose a secret that has not been copied.
        onInteractOutside={(event) => event.preventDefault()}
      >
        <CreateSteps onDone={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  );
}

function CreateSteps({ onDone }: { onDone: () => void }) {
  const create = useCreateEndpoint();
  const [secret, setSecret] = useState<string | null>(null);
  if (secret !== null) return <ShownSecret secret={secret} onDone={onDone} />;
  return (
    <EndpointForm
      title={text.create}
      submit={text.form.submit}
      error={create.error}
      isPending={create.isPending}
      onSubmit={(entered) => create.mutate(entered, { onSuccess: (made) => setSecret(made.secret) })}
    />
  );
}

export function EditEndpointDialog({ endpoint, ...open }: OpenProps & { endpoint: WebhookEndpoint }) {
  return (
    <Dialog open={open.isOpen} onOpenChange={open.onOpenChange}>
      <DialogContent>
        <EditForm endpoint={endpoint} onDone={() => open.onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  );
}

function EditForm({ endpoint, onDone }: { endpoint: WebhookEndpoint; onDone: () => void }) {
  const change = useChangeEndpoint({ showsOwnErrors: true });
  const done = () => {
    toast.success(text.form.saved);
    onDone();
  };
  return (
    <EndpointForm
      title={text.form.editTitle}
      submit={text.form.save}
      endpoint={endpoint}
      error={change.error}
      isPending={change.isPending}
      onSubmit={(entered) => change.mutate({ id: endpoint.id, ...entered }, { onSuccess: done })}
    />
  );
}
