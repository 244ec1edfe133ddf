"use client";

import { useState } from "react";

import { Dialog, DialogContent } from "@elevaite/shared/ui/dialog";

import type { CreatedApiKey } from "@/queries/api-keys";

import { ApiKeyForm } from "./api-key-form";
import { CreatedKey } from "./created-key";

type CreateApiKeyDialogProps = { isOpen: boolean; onOpenChange: (isOpen: boolean) => void };

/** First the form; then the key, once. Nothing outside the dialog knows it, so closing it forgets it. */
export function CreateApiKeyDialog({ isOpen, onOpenChange }: CreateApiKeyDialogProps) {
  return (
    <Dialog open={isOpen} onOpenChange={onOpenChange}>
      <Steps onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

function Steps({ onDone }: { onDone: () => void }) {
  return (
    <DialogContent
      // A click beside the dialog must not lose a key that has not been copied.
      onInteractOutside={(event) => event.preventDefault()}
    >
      <Content onDone={onDone} />
    </DialogContent>
  );
}

function Content({ onDone }: { onDone: () => void }) {
  const [created, setCreated] = useState<CreatedApiKey | null>(null);
  return created ? <CreatedKey created={created} onDone={onDone} /> : <ApiKeyForm onCreated={setCreated} />;
}
