"use client";

import { useQuery } from "@tanstack/react-query";
import { Play } from "lucide-react";
import { useRouter } from "next/navigation";
import { useId, useState, type FormEvent } from "react";

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
import { Label } from "@elevaite/shared/ui/label";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@elevaite/shared/ui/select";
import { Skeleton } from "@elevaite/shared/ui/skeleton";
import { Switch } from "@elevaite/shared/ui/switch";
import { Textarea } from "@elevaite/shared/ui/textarea";
import { toast } from "@elevaite/shared/ui/toast";

import { versionQuery } from "@/queries/agent-names";
import type { Agent } from "@/queries/agents";
import { useRunInBackground } from "@/queries/jobs";
import { useStartRun } from "@/queries/runs";
import { exampleInput, triggersIn, type Trigger } from "@/queries/trigger-inputs";
import { agentsText } from "@/text/agents";

import { parseInput } from "./run-input";

const text = agentsText.run;

type RunDialogProps = { agent: Agent; isOpen: boolean; onOpenChange: (isOpen: boolean) => void };

/** Starts the deployed version with an input: at once, or as a job that a worker takes up. */
export function RunDialog({ agent, isOpen, onOpenChange }: RunDialogProps) {
  const version = agent.deployment?.version_id ?? "";
  const { data } = useQuery({ ...versionQuery(agent.id, version), enabled: isOpen && version !== "" });
  return (
    <Dialog open={isOpen} onOpenChange={onOpenChange}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{text.title(agent.name)}</DialogTitle>
          <DialogDescription>{text.description}</DialogDescription>
        </DialogHeader>
        {data ? (
          <RunForm agent={agent.id} triggers={triggersIn(data.workflow)} />
        ) : (
          <Skeleton className="m-5 h-40" />
        )}
      </DialogContent>
    </Dialog>
  );
}

function useStart(agent: string) {
  const router = useRouter();
  const run = useStartRun();
  const job = useRunInBackground();
  return {
    isPending: run.isPending || job.isPending,
    error: run.error ?? job.error,
    start: (input: unknown, triggerNode: string | undefined, isBackground: boolean) => {
      const request = { agent, input, triggerNode };
      if (!isBackground) {
        run.mutate(request, { onSuccess: ({ id }) => router.push(`/runs/${id}`) });
        return;
      }
      job.mutate(request, {
        onSuccess: ({ id }) => {
          toast.success(text.queued);
          router.push(`/jobs/${id}`);
        },
      });
    },
  };
}

function RunForm({ agent, triggers }: { agent: string; triggers: Trigger[] }) {
  const { start, isPending, error } = useStart(agent);
  const backgroundId = useId();
  const [chosen, setChosen] = useState(triggers[0]?.id);
  const trigger = triggers.find(({ id }) => id === chosen);
  const [typed, setTyped] = useState<string | null>(null);
  const [isBackground, setIsBackground] = useState(false);
  const [isBroken, setIsBroken] = useState(false);
  const shown = typed ?? JSON.stringify(exampleInput(trigger?.kind), null, 2);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const input = parseInput(shown);
    setIsBroken(input === undefined);
    if (input !== undefined) start(input.value, trigger?.id, isBackground);
  };
  return (
    <form noValidate onSubmit={submit} className="flex min-h-0 flex-col">
      <DialogBody>
        {error ? (
          <Alert tone="danger" title={describeProblem(error).title}>
            {describeProblem(error).detail}
          </Alert>
        ) : null}
        {triggers.length > 1 && trigger ? (
          <Field label={text.trigger}>
            <Select value={trigger.id} onValueChange={setChosen}>
              <SelectTrigger aria-label={text.trigger}>
                <SelectValue />
              </SelectTrigger>
              <SelectContent>
                {triggers.map(({ id, title, kind }) => (
                  <SelectItem key={id} value={id}>
                    {title || text.kinds[kind] || id}
                  </SelectItem>
                ))}
              </SelectContent>
            </Select>
          </Field>
        ) : null}
        <Field label={text.input} hint={text.inputHint} error={isBroken ? text.broken : undefined}>
          <Textarea
            className="min-h-32 font-mono text-xs"
            spellCheck={false}
            value={shown}
            onChange={(event) => setTyped(event.target.value)}
          />
        </Field>
        <div className="flex items-start gap-3">
          <Switch
            id={backgroundId}
            className="mt-0.5"
            aria-describedby={`${backgroundId}-hint`}
            checked={isBackground}
            onCheckedChange={setIsBackground}
          />
          <div className="flex flex-col gap-0.5">
            <Label htmlFor={backgroundId}>{text.background}</Label>
            <p id={`${backgroundId}-hint`} className="text-xs text-muted">
              {text.backgroundHint}
            </p>
          </div>
        </div>
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button>{shared.cancel}</Button>
        </DialogClose>
        <Button type="submit" variant="primary" isPending={isPending}>
          <Play aria-hidden />
          {text.submit}
        </Button>
      </DialogFooter>
    </form>
  );
}
