"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { FileText } from "lucide-react";
import { useState } from "react";

import { entriesOf } from "@elevaite/shared/query";
import { EmptyState } from "@elevaite/shared/ui/empty-state";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { MoreButton } from "@elevaite/shared/ui/more-button";

import { documentsQuery, useRemakeDocument, type Document } from "@/queries/knowledge";
import { knowledgeText } from "@/text/knowledge";

import { DeleteDocumentDialog } from "./delete-document-dialog";
import { DocumentTable, DocumentTableSkeleton } from "./document-table";
import { PassagesDialog } from "./passages-dialog";

const text = knowledgeText.documents;

/** The document that a dialog is about stays while the dialog closes, so that no text changes on the way out. */
type Asked = { document: Document; about: "removal" | "passages"; isOpen: boolean };

export function DocumentList({ collection, mayWrite }: { collection: string; mayWrite: boolean }) {
  const query = useInfiniteQuery(documentsQuery(collection));
  const remake = useRemakeDocument();
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(asked && { ...asked, isOpen: false });
  if (query.isPending) return <DocumentTableSkeleton />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;

  const documents = entriesOf(query.data);
  return (
    <>
      {documents.length === 0 ? (
        <EmptyState
          icon={FileText}
          title={text.emptyTitle}
          description={mayWrite ? text.emptyDescription : text.emptyReadOnly}
        />
      ) : (
        <DocumentTable
          documents={documents}
          onPassages={(document) => setAsked({ document, about: "passages", isOpen: true })}
          onRemake={mayWrite ? ({ id }) => remake.mutate(id) : null}
          onDelete={mayWrite ? (document) => setAsked({ document, about: "removal", isOpen: true }) : null}
        />
      )}
      <MoreButton query={query}>{knowledgeText.loadMore}</MoreButton>
      {asked?.about === "removal" ? (
        <DeleteDocumentDialog document={asked.document} isOpen={asked.isOpen} onDone={close} />
      ) : null}
      {asked?.about === "passages" ? (
        <PassagesDialog document={asked.document} isOpen={asked.isOpen} onClose={close} />
      ) : null}
    </>
  );
}
