"use client";

import { useInfiniteQuery } from "@tanstack/react-query";

import { formatNumber } from "@elevaite/shared/format";
import { entriesOf } from "@elevaite/shared/query";
import {
  Dialog,
  DialogBody,
  DialogContent,
  DialogDescription,
  DialogHeader,
  DialogTitle,
} from "@elevaite/shared/ui/dialog";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { MoreButton } from "@elevaite/shared/ui/more-button";
import { Skeleton } from "@elevaite/shared/ui/skeleton";

import { chunksQuery, type Chunk, type Document } from "@/queries/knowledge";
import { knowledgeText } from "@/text/knowledge";

import { PassageText } from "./passage-text";

const text = knowledgeText.passages;

type PassagesDialogProps = { document: Document; isOpen: boolean; onClose: () => void };

/** What a document was cut into, in its order. */
export function PassagesDialog({ document, isOpen, onClose }: PassagesDialogProps) {
  return (
    <Dialog open={isOpen} onOpenChange={onClose}>
      <DialogContent className="max-w-3xl">
        <DialogHeader>
          <DialogTitle className="wrap-anywhere">{document.name}</DialogTitle>
          <DialogDescription>{text.description}</DialogDescription>
        </DialogHeader>
        <DialogBody>
          <Passages id={document.id} />
        </DialogBody>
      </DialogContent>
    </Dialog>
  );
}

function Passages({ id }: { id: string }) {
  const query = useInfiniteQuery(chunksQuery(id));
  if (query.isPending) return <Skeleton aria-busy className="h-48 w-full" />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const chunks = entriesOf(query.data);
  if (chunks.length === 0) return <p className="text-sm text-muted">{text.none}</p>;
  return (
    <>
      <ol aria-label={text.label} className="flex flex-col gap-3">
        {chunks.map((chunk) => (
          <li key={chunk.id}>
            <PassageText title={chunk.title} text={chunk.text} facts={factsOf(chunk)} />
          </li>
        ))}
      </ol>
      <MoreButton query={query}>{knowledgeText.loadMore}</MoreButton>
    </>
  );
}

function factsOf({ position, page, tokens }: Chunk): string[] {
  const facts = [text.number(formatNumber(position + 1))];
  if (page !== null) facts.push(text.page(formatNumber(page)));
  return [...facts, text.tokens(formatNumber(tokens))];
}
