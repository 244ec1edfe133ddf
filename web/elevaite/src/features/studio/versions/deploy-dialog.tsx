"use client";

import { useQuery } from "@tanstack/react-query";
import { Rocket } from "lucide-react";
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
import { Skeleton } from "@elevaite/shared/ui/skeleton";
import { Textarea } from "@elevaite/shared/ui/textarea";
import { toast } from "@elevaite/shared/ui/toast";

import { agentQuery } from "@/queries/agents";
import { useDeploy, workflowOfVersionQuery } from "@/queries/versions";
import { studioText as text } from "@/text/studio";

import { diffDocuments } from "../document/diff";
import { documentOf } from "../document/format";
import { PinWarning } from "../panel/pinned-data";
import { ProblemItem } from "../problems/problems-panel";
import type { Saver } from "../save/saver";
import { useDocument, useProblems, useStudio, useUi } from "../studio-context";
import { DiffList } from "./diff-list";

/** Makes the draft live, after showing what that changes and whether the engine takes it. */
export function DeployDialog({ saver }: { saver: Saver }) {
  const { ui } = useStudio();
  const isOpen = useUi((state) => state.dialog === "deploy");
  return (
    <Dialog open={isOpen} onOpenChange={() => ui.setState({ dialog: null })}>
      <DialogContent className="max-w-2xl">
        <DeployForm saver={saver} />
      </DialogContent>
    </Dialog>
  );
}

function DeployForm({ saver }: { saver: Saver }) {
  const { agentId, ui } = useStudio();
  const { data: agent } = useQuery(agentQuery(agentId));
  const problems = useProblems((state) => state.problems);
  const nodes = useDocument(({ document }) => document.nodes);
  const errors = problems.filter((problem) => problem.severity === "error");
  const warnings = problems.length - errors.length;
  const deploy = useDeploy(agentId);
  const [note, setNote] = useState("");
  const close = () => ui.setState({ dialog: null });

  const submit = async () => {
    if (!(await saver.flush())) return toast.info(text.run.notSaved);
    deploy.mutate(
      { note: note.trim(), revision: saver.base.revision },
      {
        onSuccess: () => {
          toast.success(text.deploy.done);
          ui.setState({ dialog: "use" });
        },
      },
    );
  };
  return (
    <>
      <DialogHeader>
        <DialogTitle>{text.deploy.title}</DialogTitle>
        <DialogDescription>
          {agent?.deployment ? text.deploy.description : text.deploy.firstDescription}
        </DialogDescription>
      </DialogHeader>
      <DialogBody>
        {deploy.error ? (
          <Alert tone="danger" title={describeProblem(deploy.error).title}>
            {describeProblem(deploy.error).detail}
          </Alert>
        ) : null}
        {errors.length > 0 ? (
          <section className="flex flex-col gap-1">
            <Alert tone="danger" title={text.deploy.hasErrors(errors.length)} />
            <ul>
              {errors.map((problem, index) => (
                <ProblemItem key={index} problem={problem} onGo={close} />
              ))}
            </ul>
          </section>
        ) : (
          <Alert tone={warnings > 0 ? "warning" : "success"} title={text.deploy.isValid(warnings)} />
        )}
        <PinWarning nodes={nodes} />
        <section className="flex flex-col gap-2">
          <h3 className="text-sm font-semibold">{text.deploy.changes}</h3>
          <ChangesSinceLive version={agent?.deployment?.version_id ?? null} />
        </section>
        <Field label={text.deploy.note} hint={text.deploy.noteHint}>
          <Textarea value={note} maxLength={2000} onChange={(event) => setNote(event.target.value)} />
        </Field>
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button>{shared.cancel}</Button>
        </DialogClose>
        <Button
          variant="primary"
          disabled={errors.length > 0}
          isPending={deploy.isPending}
          onClick={() => void submit()}
        >
          <Rocket aria-hidden />
          {text.deploy.action}
        </Button>
      </DialogFooter>
    </>
  );
}

function ChangesSinceLive({ version }: { version: string | null }) {
  const { agentId } = useStudio();
  const draft = useDocument((state) => state.document);
  const { data, isPending } = useQuery({
    ...workflowOfVersionQuery(agentId, version ?? ""),
    enabled: version !== null,
  });
  if (version === null) return <p className="text-sm text-muted">{text.deploy.first(draft.nodes.length)}</p>;
  if (isPending || !data) return <Skeleton className="h-20 w-full rounded-lg" />;
  return <DiffList diff={diffDocuments(documentOf(data.workflow), draft)} />;
}
