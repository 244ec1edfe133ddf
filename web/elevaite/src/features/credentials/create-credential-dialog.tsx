"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import { useState } from "react";

import { Button } from "@elevaite/shared/ui/button";
import {
  Dialog,
  DialogBody,
  DialogContent,
  DialogDescription,
  DialogHeader,
  DialogTitle,
} from "@elevaite/shared/ui/dialog";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { toast } from "@elevaite/shared/ui/toast";

import { credentialKindsQuery, useCreateCredential, type CredentialKind } from "@/queries/credentials";
import { text } from "@/text/credentials";

import { CredentialForm } from "./credential-form";
import { KindFields } from "./kind-fields";
import { KindPicker } from "./kind-picker";

type CreateCredentialDialogProps = { isOpen: boolean; onOpenChange: (isOpen: boolean) => void };

export function CreateCredentialDialog({ isOpen, onOpenChange }: CreateCredentialDialogProps) {
  return (
    <Dialog open={isOpen} onOpenChange={onOpenChange}>
      <DialogContent>
        {/* Inside the content, so that it begins anew each time the dialog opens. */}
        <Steps onDone={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  );
}

/** First the kind, then its form. */
function Steps({ onDone }: { onDone: () => void }) {
  const [kind, setKind] = useState<CredentialKind | null>(null);
  if (kind) return <NewCredentialForm kind={kind} onBack={() => setKind(null)} onDone={onDone} />;
  return <ChooseKind onChoose={setKind} />;
}

function ChooseKind({ onChoose }: { onChoose: (kind: CredentialKind) => void }) {
  const { data: kinds, error, refetch } = useQuery(credentialKindsQuery);
  return (
    <>
      <DialogHeader>
        <DialogTitle>{text.choose}</DialogTitle>
        <DialogDescription>{text.chooseDescription}</DialogDescription>
      </DialogHeader>
      <DialogBody>
        {error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : (
          <KindPicker kinds={kinds} onChoose={onChoose} />
        )}
      </DialogBody>
    </>
  );
}

type NewCredentialFormProps = { kind: CredentialKind; onBack: () => void; onDone: () => void };

function NewCredentialForm({ kind, onBack, onDone }: NewCredentialFormProps) {
  const create = useCreateCredential();
  return (
    <CredentialForm
      title={text.newOf(kind.title)}
      description={text.secretHint}
      submit={text.store}
      kind={kind}
      isPending={create.isPending}
      onSubmit={({ name, fields = {} }, onError) =>
        create.mutate(
          { name, kind: kind.kind, fields },
          {
            onSuccess: () => {
              toast.success(text.created(name));
              onDone();
            },
            onError,
          },
        )
      }
      aside={
        <Button variant="ghost" onClick={onBack} className="mr-auto">
          <ArrowLeft aria-hidden />
          {text.back}
        </Button>
      }
    >
      {(faults) => <KindFields kind={kind} faults={faults} />}
    </CredentialForm>
  );
}
