"use client";

import { useState } from "react";

import { describeProblem } from "@elevaite/shared/api";
import { text as shared } from "@elevaite/shared/text";
import { Alert } from "@elevaite/shared/ui/alert";
import { Button } from "@elevaite/shared/ui/button";
import {
  Dialog,
  DialogBody,
  DialogClose,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@elevaite/shared/ui/dialog";
import { Field } from "@elevaite/shared/ui/field";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@elevaite/shared/ui/select";

import { useRotateSecret, type WebhookEndpoint } from "@/queries/webhook-endpoints";
import { text as all } from "@/text/webhooks";

import { ShownSecret } from "./shown-secret";

const text = all.rotation;
const overlaps = ["0", "3600", "86400", "604800"] as const;
type Overlap = (typeof overlaps)[number];

type RotateSecretDialogProps = {
  endpoint: WebhookEndpoint;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
};

export function RotateSecretDialog({ endpoint, isOpen, onOpenChange }: RotateSecretDialogProps) {
  return (
    <Dialog open={isOpen} onOpenChange={onOpenChange}>
      <DialogContent
        // A click beside the dialog must not lose a secret that has not been copied.
        onInteractOutside={(event) => event.preventDefault()}
      >
        <Steps id={endpoint.id} onDone={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  );
}

function Steps({ id, onDone }: { id: string; onDone: () => void }) {
  const rotate = useRotateSecret();
  const [overlap, setOverlap] = useState<Overlap>("86400");
  const [secret, setSecret] = useState<string | null>(null);
  if (secret !== null) return <ShownSecret secret={secret} onDone={onDone} />;
  const replace = () =>
    rotate.mutate({ id, overlap: Number(overlap) }, { onSuccess: (made) => setSecret(made.secret) });
  return (
    <>
      <DialogHeader>
        <DialogTitle>{text.title}</DialogTitle>
        <DialogDescription>{text.description}</DialogDescription>
      </DialogHeader>
      <DialogBody>
        {rotate.error ? (
          <Alert tone="danger" title={describeProblem(rotate.error).title}>
            {describeProblem(rotate.error).detail}
          </Alert>
        ) : null}
        <Select value={overlap} onValueChange={(value) => setOverlap(value as Overlap)}>
          <Field label={text.overlap}>
            <SelectTrigger>
              <SelectValue />
            </SelectTrigger>
          </Field>
          <SelectContent>
            {overlaps.map((value) => (
              <SelectItem key={value} value={value}>
                {text.overlaps[value]}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button>{shared.cancel}</Button>
        </DialogClose>
        <Button variant="primary" isPending={rotate.isPending} onClick={replace}>
          {text.submit}
        </Button>
      </DialogFooter>
    </>
  );
}
