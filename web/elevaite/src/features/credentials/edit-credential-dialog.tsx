"use client";

import { useState } from "react";

import { Button } from "@elevaite/shared/ui/button";
import { Dialog, DialogContent } from "@elevaite/shared/ui/dialog";
import { toast } from "@elevaite/shared/ui/toast";

import { useChangeCredential, type Credential, type CredentialKind } from "@/queries/credentials";
import { text } from "@/text/credentials";

import { CredentialForm } from "./credential-form";
import { KindFields } from "./kind-fields";

type EditProps = { credential: Credential; kind: CredentialKind | undefined; onDone: () => void };

export function EditCredentialDialog({ isOpen, ...props }: EditProps & { isOpen: boolean }) {
  return (
    <Dialog open={isOpen} onOpenChange={props.onDone}>
      <DialogContent>
        <EditForm {...props} />
      </DialogContent>
    </Dialog>
  );
}

/** The name can be changed alone. The values only together, because a secret cannot be read to be kept. */
function EditForm({ credential, kind, onDone }: EditProps) {
  const change = useChangeCredential();
  const [isReplacing, setIsReplacing] = useState(false);
  return (
    <CredentialForm
      title={text.editTitle(credential.name)}
      description={kind?.title ?? credential.kind}
      submit={text.save}
      kind={isReplacing && kind ? kind : null}
      name={credential.name}
      isPending={change.isPending}
      onSubmit={({ name, fields }, onError) =>
        change.mutate(
          { id: credential.id, name, fields },
          {
            onSuccess: () => {
              toast.success(text.saved(name));
              onDone();
            },
            onError,
          },
        )
      }
    >
      {(faults) =>
        isReplacing && kind ? (
          <>
            <p className="text-sm text-muted">
              {text.replaceHint}{" "}
              <Button variant="link" onClick={() => setIsReplacing(false)}>
                {text.keep}
              </Button>
            </p>
            <KindFields kind={kind} faults={faults} present={credential.fields} />
          </>
        ) : (
          <StoredValues credential={credential} kind={kind} onReplace={() => setIsReplacing(true)} />
        )
      }
    </CredentialForm>
  );
}

type StoredValuesProps = { credential: Credential; kind: CredentialKind | undefined; onReplace: () => void };

function StoredValues({ credential, kind, onReplace }: StoredValuesProps) {
  return (
    <div className="flex flex-col items-start gap-3">
      <dl className="grid w-full grid-cols-[auto_1fr] gap-x-6 gap-y-2 text-sm">
        {kind?.fields.map(({ name, title, secret }) => (
          <div key={name} className="contents">
            <dt className="text-muted">{title}</dt>
            <dd className="min-w-0 font-mono text-xs leading-5 break-words">
              {secret ? (
                <span className="font-sans text-muted">{text.hidden}</span>
              ) : (
                (credential.fields[name] ?? text.none)
              )}
            </dd>
          </div>
        ))}
      </dl>
      {kind ? <Button onClick={onReplace}>{text.replace}</Button> : null}
    </div>
  );
}
