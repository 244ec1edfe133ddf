"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";

import { Alert } from "@elevaite/shared/ui/alert";
import { AlertDialog } from "@elevaite/shared/ui/alert-dialog";
import { Spinner } from "@elevaite/shared/ui/spinner";
import { toast } from "@elevaite/shared/ui/toast";

import { credentialUsageQuery, kAgentsLookedAt, type CredentialUsage } from "@/queries/credential-usage";
import { useDeleteCredential, type Credential } from "@/queries/credentials";
import { text } from "@/text/credentials";

type DeleteCredentialDialogProps = { credential: Credential; isOpen: boolean; onDone: () => void };

export function DeleteCredentialDialog({ credential, isOpen, onDone }: DeleteCredentialDialogProps) {
  const remove = useDeleteCredential();
  const confirm = () =>
    remove.mutate(credential.id, {
      onSuccess: () => toast.success(text.deleted(credential.name)),
      onSettled: onDone,
    });
  return (
    <AlertDialog
      isOpen={isOpen}
      onOpenChange={onDone}
      title={text.deleteTitle(credential.name)}
      description={text.deleteDescription}
      details={<Usage credential={credential} />}
      action={text.deleteAction}
      onAction={confirm}
      isDangerous
      isPending={remove.isPending}
    />
  );
}

function Usage({ credential }: { credential: Credential }) {
  const { data: usage, isPending } = useQuery(credentialUsageQuery(credential));
  if (isPending) {
    return (
      <p className="flex h-10 items-center gap-2 text-sm text-muted">
        <Spinner /> {text.checking}
      </p>
    );
  }
  if (!usage) return <Alert tone="warning">{text.unchecked}</Alert>;
  const remark = usage.isComplete ? null : ` ${text.incomplete(kAgentsLookedAt)}`;
  if (usage.uses.length === 0) {
    return (
      <Alert tone={usage.isComplete ? "success" : "warning"}>
        {text.unused}
        {remark}
      </Alert>
    );
  }
  return (
    <Alert tone="warning" title={text.usedBy(usage.uses.length)}>
      <UseList uses={usage.uses} />
      {remark}
    </Alert>
  );
}

function UseList({ uses }: Pick<CredentialUsage, "uses">) {
  return (
    <ul className="max-h-40 overflow-y-auto">
      {uses.map(({ agent, name, isInDraft, isLive }) => (
        <li key={agent}>
          <Link href={`/agents/${agent}`} className="font-medium underline underline-offset-2">
            {name}
          </Link>{" "}
          <span className="text-xs">
            ({[isLive ? text.live : null, isInDraft ? text.inDraft : null].filter(Boolean).join(", ")})
          </span>
        </li>
      ))}
    </ul>
  );
}
