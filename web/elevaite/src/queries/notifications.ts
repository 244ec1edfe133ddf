import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
  type InfiniteData,
  type QueryClient,
} from "@tanstack/react-query";

import { engine, unwrap, type EngineAnswer, type EngineItem } from "@elevaite/shared/api";
import { cursorPaging } from "@elevaite/shared/query";

export type Notification = EngineItem<"/v1/notifications">;
export type NotificationKind = Notification["kind"];
type Page = EngineAnswer<"/v1/notifications">;
type NamedFile = { id: string; name: string };

const kNewest = 8;

/** How many are unread. The stream keeps it true; this is for the beginning. */
export const unreadCountQuery = queryOptions({
  queryKey: ["notifications", "unread"],
  queryFn: async ({ signal }) =>
    (await unwrap(engine.GET("/v1/notifications/unread-count", { signal }))).unread,
});

export const newestNotificationsQuery = queryOptions({
  queryKey: ["notifications", "newest"],
  queryFn: async ({ signal }) => {
    const query = { limit: kNewest };
    return (await unwrap(engine.GET("/v1/notifications", { params: { query }, signal }))).data;
  },
});

export const notificationsQuery = (isUnreadOnly: boolean) =>
  infiniteQueryOptions({
    ...cursorPaging,
    queryKey: ["notifications", "list", isUnreadOnly],
    queryFn: ({ pageParam, signal }) => {
      const query = { cursor: pageParam, unread: isUnreadOnly };
      return unwrap(engine.GET("/v1/notifications", { params: { query }, signal }));
    },
  });

/** The files that it tells of. */
export function filesOf({ data }: Pick<Notification, "data">): NamedFile[] {
  const { files } = data as { files?: unknown };
  if (!Array.isArray(files)) return [];
  return files.filter(
    (file): file is NamedFile => typeof file?.id === "string" && typeof file.name === "string",
  );
}

/** Where it leads: always a place in this app. */
export function hrefOf({ link }: Pick<Notification, "link">): string {
  return /^\/(?![/\\])/.test(link) ? link : "/notifications";
}

/** What has come, or was read elsewhere, is fetched where it is shown. */
export function refreshNotifications(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: ["notifications", "newest"] });
  void client.invalidateQueries({ queryKey: ["notifications", "list"] });
}

/** Shows them as read wherever they stand, before the server has heard of it. */
function showAsRead(client: QueryClient, isMeant: (one: Notification) => boolean): void {
  const now = new Date().toISOString();
  const read = (one: Notification) => (one.read_at === null && isMeant(one) ? { ...one, read_at: now } : one);
  client.setQueryData(newestNotificationsQuery.queryKey, (all) => all?.map(read));
  client.setQueriesData<InfiniteData<Page>>({ queryKey: ["notifications", "list"] }, (shown) =>
    shown ? { ...shown, pages: shown.pages.map((page) => ({ ...page, data: page.data.map(read) })) } : shown,
  );
}

export function useReadNotification() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      unwrap(engine.POST("/v1/notifications/{id}/read", { params: { path: { id } } })),
    onMutate: (id) => {
      showAsRead(client, (one) => one.id === id);
      client.setQueryData(unreadCountQuery.queryKey, (count) => count && count - 1);
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["notifications"] }),
  });
}

/** Up to the newest that is shown: what came meanwhile stays unread. */
export function useReadAllNotifications() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (newest: number) =>
      unwrap(engine.POST("/v1/notifications/read", { body: { up_to: newest } })),
    onMutate: (newest) => showAsRead(client, ({ seq }) => seq <= newest),
    onSettled: () => client.invalidateQueries({ queryKey: ["notifications"] }),
  });
}
