"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Plus, SquareTerminal } from "lucide-react";
import { useState, type ReactNode } from "react";

import { entriesOf } from "@elevaite/shared/query";
import { usePermission } from "@elevaite/shared/session";
import { AlertDialog } from "@elevaite/shared/ui/alert-dialog";
import { Button } from "@elevaite/shared/ui/button";
import { EmptyState } from "@elevaite/shared/ui/empty-state";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { MoreButton } from "@elevaite/shared/ui/more-button";
import { Page } from "@elevaite/shared/ui/page";
import { toast } from "@elevaite/shared/ui/toast";

import { apiKeysQuery, useRevokeApiKey, type ApiKey } from "@/queries/api-keys";
import { text } from "@/text/api-keys";

import { ApiKeyTable, ApiKeyTableSkeleton, type ApiKeyAction } from "./api-key-table";
import { CreateApiKeyDialog } from "./create-api-key-dialog";
import { EditApiKeyDialog } from "./edit-api-key-dialog";
import { RotateApiKeyDialog } from "./rotate-api-key-dialog";

export function ApiKeysPage() {
  const mayWrite = usePermission("api_keys:write");
  const [isCreating, setIsCreating] = useState(false);
  const createButton = mayWrite ? (
    <Button variant="primary" onClick={() => setIsCreating(true)}>
      <Plus aria-hidden />
      {text.create}
    </Button>
  ) : null;
  return (
    <Page title={text.title} description={text.description} actions={createButton}>
      <ApiKeyList mayWrite={mayWrite} createButton={createButton} />
      <CreateApiKeyDialog isOpen={isCreating} onOpenChange={setIsCreating} />
    </Page>
  );
}

function ApiKeyList({ mayWrite, createButton }: { mayWrite: boolean; createButton: ReactNode }) {
  const query = useInfiniteQuery(apiKeysQuery);
  // It stays while its dialog closes, so that no text changes on the way out.
  const [asked, setAsked] = useState<{ action: ApiKeyAction; key: ApiKey } | null>(null);
  const [isAsking, setIsAsking] = useState(false);
  if (query.isPending) return <ApiKeyTableSkeleton />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;

  const keys = entriesOf(query.data);
  const ask = (action: ApiKeyAction, key: ApiKey) => {
    setAsked({ action, key });
    setIsAsking(true);
  };
  return (
    <>
      {keys.length === 0 ? (
        <EmptyState
          icon={SquareTerminal}
          title={text.emptyTitle}
          description={text.emptyDescription}
          action={createButton}
        />
      ) : (
        <ApiKeyTable keys={keys} onAsk={mayWrite ? ask : null} />
      )}
      <MoreButton query={query}>{text.loadMore}</MoreButton>
      {asked ? (
        <AskedDialog action={asked.action} apiKey={asked.key} isOpen={isAsking} onOpenChange={setIsAsking} />
      ) : null}
    </>
  );
}

type AskedDialogProps = RevokeDialogProps & { action: ApiKeyAction };

function AskedDialog({ action, ...props }: AskedDialogProps) {
  if (action === "rotate") return <RotateApiKeyDialog {...props} />;
  if (action === "edit") return <EditApiKeyDialog {...props} />;
  return <RevokeDialog {...props} />;
}

type RevokeDialogProps = { apiKey: ApiKey; isOpen: boolean; onOpenChange: (isOpen: boolean) => void };

function RevokeDialog({ apiKey, isOpen, onOpenChange }: RevokeDialogProps) {
  const revoke = useRevokeApiKey();
  const confirm = () =>
    revoke.mutate(apiKey.id, {
      onSuccess: () => toast.success(text.revoked(apiKey.name)),
      onSettled: () => onOpenChange(false),
    });
  return (
    <AlertDialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={text.revokeTitle(apiKey.name)}
      description={text.revokeDescription}
      action={text.revokeAction}
      onAction={confirm}
      isDangerous
      isPending={revoke.isPending}
    />
  );
}
