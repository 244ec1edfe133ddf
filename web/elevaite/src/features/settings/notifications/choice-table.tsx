"use client";

import { Switch } from "@elevaite/shared/ui/switch";
import { Table, TableBody, TableCell, TableHead, TableHeader } from "@elevaite/shared/ui/table";

import {
  channels,
  choose,
  notificationKinds,
  useSetPreferences,
  type Channel,
  type Preferences,
} from "@/queries/notification-preferences";
import type { NotificationKind } from "@/queries/notifications";
import { text } from "@/text/notification-settings";

/** Endpoints are not told that an endpoint was switched off. */
const isPossible = (kind: NotificationKind, channel: Channel) =>
  kind !== "endpoint_disabled" || channel !== "webhook";

type ChoiceTableProps = { preferences: Preferences; mayWrite: boolean };

/** What one wants to hear, by kind and channel. */
export function ChoiceTable({ preferences, mayWrite }: ChoiceTableProps) {
  return (
    <Table label={text.title}>
      <TableHeader>
        <tr>
          <TableHead className="w-full px-2 sm:px-3">{text.about}</TableHead>
          {channels.map((channel) => (
            <TableHead key={channel} className="px-1.5 text-center sm:px-3">
              {text.channels[channel]}
            </TableHead>
          ))}
        </tr>
      </TableHeader>
      <TableBody>
        {notificationKinds.map((kind) => (
          <tr key={kind}>
            <th scope="row" className="px-2 py-2 text-left font-normal sm:px-3">
              {text.kinds[kind]}
            </th>
            {channels.map((channel) => (
              <TableCell key={channel} className="px-1.5 text-center sm:px-3">
                {isPossible(kind, channel) ? (
                  <Choice kind={kind} channel={channel} preferences={preferences} mayWrite={mayWrite} />
                ) : (
                  <span className="text-muted">
                    <span aria-hidden>–</span>
                    <span className="sr-only">{text.never}</span>
                  </span>
                )}
              </TableCell>
            ))}
          </tr>
        ))}
      </TableBody>
    </Table>
  );
}

type ChoiceProps = ChoiceTableProps & { kind: NotificationKind; channel: Channel };

function Choice({ kind, channel, preferences, mayWrite }: ChoiceProps) {
  const { set } = useSetPreferences();
  const cannotWork =
    (channel === "slack" && preferences.slack === null) || (channel === "email" && !preferences.email);
  return (
    <Switch
      className="align-middle"
      aria-label={text.choice(text.kinds[kind], text.channels[channel])}
      aria-describedby={`channel-${channel}`}
      checked={preferences.channels[kind]?.[channel] ?? false}
      disabled={!mayWrite || cannotWork}
      onCheckedChange={(isWanted) => set((now) => choose(now, kind, channel, isWanted))}
    />
  );
}
