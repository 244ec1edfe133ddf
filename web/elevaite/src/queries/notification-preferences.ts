import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { engine, unwrap } from "@elevaite/shared/api";

import type { NotificationKind } from "./notifications";

export const channels = ["app", "email", "slack", "webhook"] as const;
export type Channel = (typeof channels)[number];

/** In the order in which they matter. */
export const notificationKinds = [
  "file_ready",
  "job_succeeded",
  "job_failed",
  "approval_needed",
  "run_succeeded",
  "run_failed",
  "endpoint_disabled",
] as const satisfies NotificationKind[];

export type Choices = Partial<Record<NotificationKind, Partial<Record<Channel, boolean>>>>;
export type SlackTarget = { credential_id: string; channel?: string };
export type Preferences = { channels: Choices; slack: SlackTarget | null; email: string };

export const notificationPreferencesQuery = queryOptions({
  queryKey: ["notification-preferences", "own"],
  queryFn: async ({ signal }): Promise<Preferences> =>
    (await unwrap(engine.GET("/v1/notification-preferences", { signal }))) as Preferences,
});

/** The preferences with one choice made. */
export function choose(
  preferences: Preferences,
  kind: NotificationKind,
  channel: Channel,
  isWanted: boolean,
): Preferences {
  const choices = { ...preferences.channels[kind], [channel]: isWanted };
  return { ...preferences, channels: { ...preferences.channels, [kind]: choices } };
}

const mutationKey = ["notification-preferences", "set"];

/** They are stored as a whole and shown at once; of several changes, one is sent after the other. */
export function useSetPreferences() {
  const client = useQueryClient();
  const { queryKey } = notificationPreferencesQuery;
  const mutation = useMutation({
    mutationKey,
    scope: { id: mutationKey.join("/") },
    mutationFn: ({ channels: choices, slack }: Preferences) =>
      unwrap(engine.PUT("/v1/notification-preferences", { body: { channels: choices, slack } })),
    onSettled: () => {
      // While others are on their way, what the server has is older than what is shown.
      if (client.isMutating({ mutationKey }) > 1) return;
      return client.invalidateQueries({ queryKey });
    },
  });
  /** `change` is given what is shown now, which is newer than what was last drawn. */
  const set = (change: (now: Preferences) => Preferences, onSuccess?: () => void) => {
    const now = client.getQueryData(queryKey);
    if (!now) return;
    const next = change(now);
    void client.cancelQueries({ queryKey });
    client.setQueryData(queryKey, next);
    // A promise, because what asked may be gone by then: a form begins anew when what is stored has changed.
    mutation.mutateAsync(next).then(onSuccess, () => undefined);
  };
  return { set, isPending: mutation.isPending };
}
