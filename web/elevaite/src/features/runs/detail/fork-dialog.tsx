"use client";

import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";

import { describeProblem } from "@elevaite/shared/api";
import { usePermission } from "@elevaite/shared/session";
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
import { RadioGroup, RadioGroupItem } from "@elevaite/shared/ui/radio-group";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@elevaite/shared/ui/select";
import { Textarea } from "@elevaite/shared/ui/textarea";
import { toast } from "@elevaite/shared/ui/toast";

import type { Step } from "@/queries/run-journal";
import { useForkRun } from "@/queries/runs";
import { forkText as text } from "@/text/run-forks";

import { parseInput } from "./fork-input";
import { titleOf, type NodeTitles } from "./step-titles";

type ForkFormProps = { run: string; steps: Step[]; titles: NodeTitles; from: string };
type ForkDialogProps = ForkFormProps & { isOpen: boolean; onOpenChange: (isOpen: boolean) => void };

/** Asks from which step a new run begins, with what, and follows it there. */
export function ForkDialog({ isOpen, onOpenChange, ...form }: ForkDialogProps) {
  return (
    <Dialog open={isOpen} onOpenChange={onOpenChange}>
      <DialogContent>
        <ForkForm {...form} />
      </DialogContent>
    </Dialog>
  );
}

function ForkForm({ run, steps, titles, from }: ForkFormProps) {
  const router = useRouter();
  const fork = useForkRun(run);
  const mayRunDraft = usePermission("agents:write");
  const [node, setNode] = useState(from);
  const [version, setVersion] = useState<"same" | "draft">("same");
  const [typed, setTyped] = useState("");
  const input = parseInput(typed);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (input.isBroken) return;
    fork.mutate(
      { fromNode: node, version, input: input.value },
      {
        onSuccess: (next) => {
          toast.success(text.started);
          router.push(`/runs/${next.id}`);
        },
      },
    );
  };
  return (
    <form onSubmit={submit} className="flex min-h-0 flex-col">
      <DialogHeader>
        <DialogTitle>{text.title}</DialogTitle>
        <DialogDescription>{text.description}</DialogDescription>
      </DialogHeader>
      <DialogBody>
        {fork.error ? (
          <Alert tone="danger" title={describeProblem(fork.error).title}>
            {describeProblem(fork.error).detail}
          </Alert>
        ) : null}
        <Select value={node} onValueChange={setNode}>
          <Field label={text.node}>
            <SelectTrigger>
              <SelectValue />
            </SelectTrigger>
          </Field>
          <SelectContent>
            {steps.map((step) => (
              <SelectItem key={step.path} value={step.path}>
                {titleOf(step, titles)}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
        {mayRunDraft ? (
          <RadioGroup
            aria-label={text.version}
            value={version}
            onValueChange={(next) => setVersion(next === "draft" ? "draft" : "same")}
          >
            <RadioGroupItem value="same">{text.same}</RadioGroupItem>
            <RadioGroupItem value="draft">{text.draft}</RadioGroupItem>
          </RadioGroup>
        ) : null}
        <Field label={text.input} hint={text.inputHint} error={input.isBroken ? text.brokenJson : undefined}>
          <Textarea
            className="font-mono text-xs"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </Field>
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button>{shared.cancel}</Button>
        </DialogClose>
        <Button
          type="submit"
          variant="primary"
          disabled={input.isBroken || node === ""}
          isPending={fork.isPending}
        >
          {text.start}
        </Button>
      </DialogFooter>
    </form>
  );
}
