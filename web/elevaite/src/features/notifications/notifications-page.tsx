"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Bell, CheckCheck, Settings2 } from "lucide-react";
import Link from "next/link";

import { entriesOf } from "@elevaite/shared/query";
import { useQueryParam } from "@elevaite/shared/routing";
import { usePermission } from "@elevaite/shared/session";
import { Button } from "@elevaite/shared/ui/button";
import { EmptyState } from "@elevaite/shared/ui/empty-state";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { MoreButton } from "@elevaite/shared/ui/more-button";
import { Page } from "@elevaite/shared/ui/page";
import { Skeleton } from "@elevaite/shared/ui/skeleton";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@elevaite/shared/ui/tabs";

import { notificationsQuery, unreadCountQuery, useReadAllNotifications } from "@/queries/notifications";
import { text } from "@/text/notifications";

import { NotificationRow } from "./notification-row";

export function NotificationsPage() {
  const [shown, setShown] = useQueryParam("show");
  const isUnreadOnly = shown === "unread";
  return (
    <Page
      title={text.title}
      description={text.description}
      className="max-w-3xl"
      actions={<Actions isUnreadOnly={isUnreadOnly} />}
    >
      <Tabs
        value={isUnreadOnly ? "unread" : "all"}
        onValueChange={(value) => setShown(value === "unread" ? value : "")}
      >
        <TabsList aria-label={text.filters}>
          <TabsTrigger value="all">{text.all}</TabsTrigger>
          <TabsTrigger value="unread">{text.onlyUnread}</TabsTrigger>
        </TabsList>
        <TabsContent value="all">
          <NotificationList isUnreadOnly={false} />
        </TabsContent>
        <TabsContent value="unread">
          <NotificationList isUnreadOnly />
        </TabsContent>
      </Tabs>
    </Page>
  );
}

function Actions({ isUnreadOnly }: { isUnreadOnly: boolean }) {
  const mayWrite = usePermission("notifications:write");
  const { data: unread = 0 } = useQuery(unreadCountQuery);
  const { data } = useInfiniteQuery(notificationsQuery(isUnreadOnly));
  const readAll = useReadAllNotifications();
  const newest = data ? entriesOf(data)[0]?.seq : undefined;
  return (
    <>
      {mayWrite && unread > 0 && newest !== undefined ? (
        <Button isPending={readAll.isPending} onClick={() => readAll.mutate(newest)}>
          <CheckCheck aria-hidden />
          {text.readAll}
        </Button>
      ) : null}
      <Button asChild>
        <Link href="/settings#notifications" aria-label={text.settingsLabel}>
          <Settings2 aria-hidden />
          {text.settings}
        </Link>
      </Button>
    </>
  );
}

function NotificationList({ isUnreadOnly }: { isUnreadOnly: boolean }) {
  const query = useInfiniteQuery(notificationsQuery(isUnreadOnly));
  if (query.isPending) return <ListSkeleton />;
  if (query.isError && !query.data) {
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  }
  const notifications = entriesOf(query.data);
  if (notifications.length === 0) {
    return (
      <EmptyState
        icon={Bell}
        title={isUnreadOnly ? text.emptyUnreadTitle : text.emptyTitle}
        description={isUnreadOnly ? text.emptyUnreadDescription : text.emptyDescription}
      />
    );
  }
  return (
    <div className="flex flex-col gap-4">
      <ul aria-label={text.title} className="divide-y rounded-lg border bg-surface shadow-sm">
        {notifications.map((notification) => (
          <NotificationRow key={notification.id} notification={notification} />
        ))}
      </ul>
      <MoreButton query={query}>{text.loadMore}</MoreButton>
    </div>
  );
}

function ListSkeleton() {
  return (
    <div aria-busy="true" className="flex flex-col gap-3 rounded-lg border p-4">
      <Skeleton className="h-12 w-full" />
      <Skeleton className="h-12 w-full" />
      <Skeleton className="h-12 w-full" />
    </div>
  );
}
