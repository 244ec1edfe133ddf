"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { useState, type ReactNode } from "react";

import { entriesOf } from "@elevaite/shared/query";
import { usePermission } from "@elevaite/shared/session";
import { Button } from "@elevaite/shared/ui/button";
import { EmptyState } from "@elevaite/shared/ui/empty-state";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { MoreButton } from "@elevaite/shared/ui/more-button";
import { Page } from "@elevaite/shared/ui/page";

import { credentialKindsQuery, credentialsQuery, type Credential } from "@/queries/credentials";
import { text } from "@/text/credentials";

import { CreateCredentialDialog } from "./create-credential-dialog";
import { CredentialTable, CredentialTableSkeleton } from "./credential-table";
import { DeleteCredentialDialog } from "./delete-credential-dialog";
import { EditCredentialDialog } from "./edit-credential-dialog";

export function CredentialsPage() {
  const mayWrite = usePermission("credentials:write");
  const [isCreating, setIsCreating] = useState(false);
  const createButton = mayWrite ? (
    <Button variant="primary" onClick={() => setIsCreating(true)}>
      <Plus aria-hidden />
      {text.create}
    </Button>
  ) : null;
  return (
    <Page title={text.title} description={text.description} actions={createButton}>
      <CredentialList mayWrite={mayWrite} createButton={createButton} />
      <CreateCredentialDialog isOpen={isCreating} onOpenChange={setIsCreating} />
    </Page>
  );
}

/** What is asked about; it stays while its dialog closes, so that no text changes on the way out. */
type Asked = { credential: Credential; what: "edit" | "delete"; isOpen: boolean };

function CredentialList({ mayWrite, createButton }: { mayWrite: boolean; createButton: ReactNode }) {
  const query = useInfiniteQuery(credentialsQuery);
  const { data: kinds } = useQuery(credentialKindsQuery);
  const [asked, setAsked] = useState<Asked | null>(null);
  if (query.isPending) return <CredentialTableSkeleton />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;

  const credentials = entriesOf(query.data);
  const close = () => setAsked((was) => (was ? { ...was, isOpen: false } : null));
  const actions = {
    onEdit: (credential: Credential) => setAsked({ credential, what: "edit", isOpen: true }),
    onDelete: (credential: Credential) => setAsked({ credential, what: "delete", isOpen: true }),
  };
  return (
    <>
      {credentials.length === 0 ? (
        <EmptyState
          icon={KeyRound}
          title={text.emptyTitle}
          description={mayWrite ? text.emptyDescription : `${text.emptyDescription} ${text.emptyReadOnly}`}
          action={createButton}
        />
      ) : (
        <CredentialTable credentials={credentials} kinds={kinds} actions={mayWrite ? actions : null} />
      )}
      <MoreButton query={query}>{text.loadMore}</MoreButton>
      {asked?.what === "edit" ? (
        <EditCredentialDialog
          credential={asked.credential}
          kind={kinds?.find(({ kind }) => kind === asked.credential.kind)}
          isOpen={asked.isOpen}
          onDone={close}
        />
      ) : null}
      {asked?.what === "delete" ? (
        <DeleteCredentialDialog credential={asked.credential} isOpen={asked.isOpen} onDone={close} />
      ) : null}
    </>
  );
}
