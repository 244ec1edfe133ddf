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

import { useRotateApiKey, type ApiKey } from "@/queries/api-keys";
import { text as all } from "@/text/api-keys";

import { CreatedKey } from "./created-key";

const text = all.rotate;
const overlaps = ["0", "3600", "86400", "604800"] as const;
type Overlap = (typeof overlaps)[number];

type RotateApiKeyDialogProps = { apiKey: ApiKey; isOpen: boolean; onOpenChange: (isOpen: boolean) => void };

/** First how long the present secret goes on; then the new one, once. Closing the dialog forgets it. */
export function RotateApiKeyDialog({ apiKey, isOpen, onOpenChange }: RotateApiKeyDialogProps) {
  return (
    <Dialog open={isOpen} onOpenChange={onOpenChange}>
      <DialogContent
        // A click beside the dialog must not lose a key that has not been copied.
        onInteractOutside={(event) => event.preventDefault()}
      >
        <Steps apiKey={apiKey} onDone={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  );
}

function Steps({ apiKey, onDone }: { apiKey: ApiKey; onDone: () => void }) {
  const rotate = useRotateApiKey();
  const [overlap, setOverlap] = useState<Overlap>("86400");
  if (rotate.data) return <CreatedKey created={rotate.data} onDone={onDone} />;
  return (
    <>
      <DialogHeader>
        <DialogTitle>{text.title(apiKey.name)}</DialogTitle>
        <DialogDescription>{text.description}</DialogDescription>
      </DialogHeader>
      <DialogBody>
        {rotate.error ? (
          <Alert tone="danger" title={describeProblem(rotate.error).title}>
            {describeProblem(rotate.error).detail}
          </Alert>
        ) : null}
        {apiKey.previous ? <Alert tone="warning">{text.replaces(apiKey.previous.prefix)}</Alert> : null}
        <Select value={overlap} onValueChange={(value) => setOverlap(value as Overlap)}>
          <Field label={text.overlap} hint={overlap === "0" ? text.atOnceHint : text.overlapHint}>
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
        <Button
          variant="primary"
          isPending={rotate.isPending}
          onClick={() => rotate.mutate({ id: apiKey.id, overlap_seconds: Number(overlap) })}
        >
          {text.submit}
        </Button>
      </DialogFooter>
    </>
  );
}
