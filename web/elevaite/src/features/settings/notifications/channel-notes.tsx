"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { ReactNode } from "react";

import { usePermission } from "@elevaite/shared/session";

import { isMailKeptQuery } from "@/queries/mail";
import type { Channel, Preferences } from "@/queries/notification-preferences";
import { webhookEndpointsQuery } from "@/queries/webhook-endpoints";
import { text as all } from "@/text/notification-settings";

const text = all.notes;

/** Where each channel leads, or why it leads nowhere. The switches are described by it. */
export function ChannelNotes({ preferences }: { preferences: Preferences }) {
  return (
    <section aria-label={text.title}>
      <h3 className="mb-1.5 text-sm font-medium">{text.title}</h3>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 text-sm">
        <Note channel="email">
          <EmailNote address={preferences.email} />
        </Note>
        <Note channel="slack">{preferences.slack ? text.slackOn : text.slackOff}</Note>
        <Note channel="webhook">
          <WebhookNote />
        </Note>
      </dl>
    </section>
  );
}

function Note({ channel, children }: { channel: Channel; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{all.channels[channel]}</dt>
      <dd id={`channel-${channel}`} className="min-w-0 break-words">
        {children}
      </dd>
    </>
  );
}

const linkClasses = "rounded-sm font-medium text-accent-text underline underline-offset-4";

function EmailNote({ address }: { address: string }) {
  const mayRead = usePermission("mail:read");
  const { data: isKept } = useQuery({ ...isMailKeptQuery, enabled: mayRead });
  if (!address) return text.noEmail;
  return (
    <>
      {text.email(address)}{" "}
      {isKept ? (
        <>
          {text.kept}{" "}
          <Link href="/mail" className={linkClasses}>
            {text.mail}
          </Link>
          .
        </>
      ) : null}
    </>
  );
}

function WebhookNote() {
  const mayRead = usePermission("webhooks:read");
  const { data: endpoints } = useQuery({ ...webhookEndpointsQuery, enabled: mayRead });
  if (!endpoints) return text.webhook;
  const count = endpoints.filter(({ is_enabled }) => is_enabled).length;
  return (
    <>
      {count === 0 ? text.noEndpoints : text.endpoints(count)}{" "}
      <Link href="/webhooks" className={linkClasses}>
        {text.webhooks}
      </Link>
      .
    </>
  );
}
