"use client";

import { useQuery } from "@tanstack/react-query";
import { Library, Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";

import { usePermission } from "@elevaite/shared/session";
import { Button } from "@elevaite/shared/ui/button";
import { EmptyState } from "@elevaite/shared/ui/empty-state";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { Page } from "@elevaite/shared/ui/page";

import { collectionsQuery } from "@/queries/knowledge";
import { knowledgeText as text } from "@/text/knowledge";

import { CollectionDialog } from "./collection-dialog";
import { CollectionTable, CollectionTableSkeleton } from "./collection-table";

export function KnowledgePage() {
  const router = useRouter();
  const mayWrite = usePermission("knowledge:write");
  const [isCreating, setIsCreating] = useState(false);
  const button = mayWrite ? (
    <Button variant="primary" onClick={() => setIsCreating(true)}>
      <Plus aria-hidden />
      {text.form.create}
    </Button>
  ) : null;
  return (
    <Page title={text.title} description={text.description} actions={button}>
      <CollectionList mayWrite={mayWrite} />
      <CollectionDialog
        collection={null}
        isOpen={isCreating}
        onClose={() => setIsCreating(false)}
        onSaved={({ id }) => router.push(`/knowledge/${id}`)}
      />
    </Page>
  );
}

function CollectionList({ mayWrite }: { mayWrite: boolean }) {
  const query = useQuery(collectionsQuery);
  if (query.isPending) return <CollectionTableSkeleton />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data.length > 0) return <CollectionTable collections={query.data} mayWrite={mayWrite} />;
  return (
    <EmptyState
      icon={Library}
      title={text.emptyTitle}
      description={mayWrite ? text.emptyDescription : text.emptyReadOnly}
    />
  );
}
