"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Inbox, Send } from "lucide-react";

import { entriesOf } from "@elevaite/shared/query";
import { useQueryParam } from "@elevaite/shared/routing";
import { EmptyState } from "@elevaite/shared/ui/empty-state";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { MoreButton } from "@elevaite/shared/ui/more-button";
import { Page } from "@elevaite/shared/ui/page";

import { isNotKept, mailListQuery } from "@/queries/mail";
import { text } from "@/text/mail";

import { MailDialog } from "./mail-dialog";
import { MailTable, MailTableSkeleton } from "./mail-table";

export function MailPage() {
  const query = useInfiniteQuery(mailListQuery);
  return (
    <Page title={text.title} description={isNotKept(query.error) ? null : text.description}>
      <MailList />
    </Page>
  );
}

function MailList() {
  const query = useInfiniteQuery(mailListQuery);
  const [opened, setOpened] = useQueryParam("mail");
  if (query.isPending) return <MailTableSkeleton />;
  if (isNotKept(query.error)) {
    return <EmptyState icon={Send} title={text.notKeptTitle} description={text.notKeptDescription} />;
  }
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;

  const mails = entriesOf(query.data);
  if (mails.length === 0) {
    return <EmptyState icon={Inbox} title={text.emptyTitle} description={text.emptyDescription} />;
  }
  return (
    <>
      <MailTable mails={mails} onOpen={setOpened} />
      <MoreButton query={query}>{text.loadMore}</MoreButton>
      <MailDialog id={opened} onClose={() => setOpened("")} />
    </>
  );
}
