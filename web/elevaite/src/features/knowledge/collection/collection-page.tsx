"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";

import { ApiProblem } from "@elevaite/shared/api";
import { useRoutePath } from "@elevaite/shared/routing";
import { usePermission } from "@elevaite/shared/session";
import { Breadcrumb } from "@elevaite/shared/ui/breadcrumb";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { NotFound } from "@elevaite/shared/ui/not-found";
import { Page } from "@elevaite/shared/ui/page";
import { Skeleton } from "@elevaite/shared/ui/skeleton";

import { collectionQuery, type Collection } from "@/queries/knowledge";
import { knowledgeText as text } from "@/text/knowledge";
import { UploadList } from "@/uploads/upload-list";

import { CollectionMenu } from "../collection-menu";
import { AddDocuments } from "./add-documents";
import { DocumentList } from "./document-list";
import { SearchCard } from "./search-card";
import { useDocumentUploads } from "./use-document-uploads";

export function CollectionPage() {
  const path = useRoutePath("/knowledge/[collection]");
  // Another collection is another page: nothing of the one before may be left.
  return path ? <CollectionById key={path.collection} id={path.collection} /> : <CollectionSkeleton />;
}

function CollectionById({ id }: { id: string }) {
  const { data: collection, error, refetch } = useQuery(collectionQuery(id));
  if (collection) return <CollectionView collection={collection} />;
  if (error instanceof ApiProblem && error.isNotFound) return <NotFound />;
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} className="m-6" />;
  return <CollectionSkeleton />;
}

function CollectionView({ collection }: { collection: Collection }) {
  const router = useRouter();
  const mayWrite = usePermission("knowledge:write");
  const { uploads, add, cancel, retry } = useDocumentUploads(collection.id);
  return (
    <Page
      breadcrumb={
        <Breadcrumb crumbs={[{ label: text.title, href: "/knowledge" }, { label: collection.name }]} />
      }
      title={collection.name}
      description={collection.description}
      actions={
        mayWrite ? (
          <>
            <AddDocuments collection={collection.id} onFiles={add} />
            <CollectionMenu collection={collection} onGone={() => router.push("/knowledge")} />
          </>
        ) : null
      }
    >
      <UploadList uploads={uploads} onCancel={cancel} onRetry={retry} />
      <DocumentList collection={collection.id} mayWrite={mayWrite} />
      <SearchCard collection={collection.id} />
    </Page>
  );
}

function CollectionSkeleton() {
  return (
    <div aria-busy="true">
      <Page breadcrumb={<Skeleton className="h-5 w-40" />} title={<Skeleton className="h-7 w-56" />}>
        <Skeleton className="h-48 w-full rounded-lg" />
        <Skeleton className="h-28 w-full rounded-lg" />
      </Page>
    </div>
  );
}
