"use client";

import { Upload } from "lucide-react";
import { useRouter } from "next/navigation";
import { useRef, useState, type ChangeEvent } from "react";

import { ApiProblem, describeProblem } from "@elevaite/shared/api";
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
import { toast } from "@elevaite/shared/ui/toast";

import { useImportAgent } from "@/queries/agents";
import { agentsText } from "@/text/agents";

const text = agentsText.import;
const kMaxBytes = 10_000_000;

type Refusal = { detail: string; faults: [string, string][] };

function refusalOf(error: unknown): Refusal {
  const faults = error instanceof ApiProblem ? Object.entries(error.fields) : [];
  return { detail: describeProblem(error).detail, faults };
}

function parsed(content: string): object | null {
  try {
    const value: unknown = JSON.parse(content);
    return typeof value === "object" && value !== null ? value : null;
  } catch {
    return null;
  }
}

/** Makes an agent of a file that was exported before, here or elsewhere; says everything that is wrong with it. */
export function ImportButton() {
  const router = useRouter();
  const create = useImportAgent();
  const input = useRef<HTMLInputElement>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);

  const choose = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const file = target.files?.[0];
    // The same file can be chosen again after it was corrected.
    const content = file && file.size <= kMaxBytes ? await file.text() : null;
    target.value = "";
    if (!file) return;
    if (content === null) return setRefusal({ detail: text.tooLarge, faults: [] });
    const value = parsed(content);
    if (!value) return setRefusal({ detail: text.notJson, faults: [] });
    create.mutate(value, {
      onSuccess: (agent) => {
        toast.success(text.imported(agent.name));
        router.push(`/agents/${agent.id}`);
      },
      onError: (error) => setRefusal(refusalOf(error)),
    });
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        accept="application/json,.json"
        aria-label={text.file}
        className="hidden"
        onChange={(event) => void choose(event)}
      />
      <Button isPending={create.isPending} onClick={() => input.current?.click()}>
        <Upload aria-hidden />
        {text.action}
      </Button>
      <RefusalDialog refusal={refusal} onClose={() => setRefusal(null)} />
    </>
  );
}

function RefusalDialog({ refusal, onClose }: { refusal: Refusal | null; onClose: () => void }) {
  return (
    <Dialog open={refusal !== null} onOpenChange={onClose}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{text.failedTitle}</DialogTitle>
          <DialogDescription>{refusal?.detail}</DialogDescription>
        </DialogHeader>
        {refusal && refusal.faults.length > 0 ? (
          <DialogBody>
            <dl className="flex flex-col gap-2 text-sm">
              {refusal.faults.map(([field, message]) => (
                <div key={field}>
                  <dt className="font-mono text-xs text-muted wrap-anywhere">{field}</dt>
                  <dd className="wrap-anywhere">{message}</dd>
                </div>
              ))}
            </dl>
          </DialogBody>
        ) : (
          <div className="h-4" />
        )}
        <DialogFooter>
          <DialogClose asChild>
            <Button>{text.close}</Button>
          </DialogClose>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
