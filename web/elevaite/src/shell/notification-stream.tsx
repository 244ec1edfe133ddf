"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef } from "react";

import { toast } from "@elevaite/shared/ui/toast";

import { followNotifications } from "@/queries/notification-events";
import {
  hrefOf,
  refreshNotifications,
  unreadCountQuery,
  useReadNotification,
  type Notification,
} from "@/queries/notifications";
import { text } from "@/text/notifications";

import { useMayHear } from "./use-unread";

/** More at once are told of in one toast. */
const kToastsAtOnce = 2;

/** Keeps the bell true and tells of what comes while the app is looked at. It shows nothing by itself. */
export function NotificationStream() {
  return useMayHear() ? <Stream /> : null;
}

function Stream() {
  const client = useQueryClient();
  const tell = useTell();
  const position = useRef<number | null>(null);
  useEffect(() => {
    let following: AbortController | null = null;
    const follow = async (stop: AbortController) => {
      const options = {
        after: position.current,
        signal: stop.signal,
        onNotifications: (come: Notification[]) => {
          refreshNotifications(client);
          tell(come);
        },
        onUnread: (count: number) => {
          // Read in another tab, perhaps: what is shown as unread may no longer be.
          if (client.getQueryData(unreadCountQuery.queryKey) !== count) refreshNotifications(client);
          client.setQueryData(unreadCountQuery.queryKey, count);
        },
        onPosition: (seq: number) => (position.current = seq),
      };
      // A refusal: the next time that somebody looks, it is tried again.
      await followNotifications(options).catch(() => undefined);
      if (following === stop) following = null;
    };
    // A browser has few connections to a host, and an app that nobody looks at needs none of them.
    const update = () => {
      if (document.visibilityState === "visible") {
        if (!following) void follow((following = new AbortController()));
      } else {
        following?.abort();
        following = null;
      }
    };
    update();
    document.addEventListener("visibilitychange", update);
    return () => {
      document.removeEventListener("visibilitychange", update);
      following?.abort();
    };
  }, [client, tell]);
  return null;
}

/** Says it in toasts. The function stays the same, so that no stream ends because of it. */
function useTell() {
  const router = useRouter();
  const { mutate: read } = useReadNotification();
  const latest = useRef<(come: Notification[]) => void>(() => undefined);
  useEffect(() => {
    latest.current = (come) => {
      // What was read before this came, in another tab, is no news.
      const news = come.filter(({ read_at }) => read_at === null);
      if (news.length > kToastsAtOnce) {
        const onOpen = () => router.push("/notifications");
        toast.news(text.many(news.length), { detail: "", label: text.open, onOpen });
        return;
      }
      for (const notification of news) {
        const onOpen = () => {
          read(notification.id);
          router.push(hrefOf(notification));
        };
        toast.news(notification.title, { detail: notification.body, label: text.open, onOpen });
      }
    };
  }, [router, read]);
  return useCallback((come: Notification[]) => latest.current(come), []);
}
