"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState, type FormEvent } from "react";

import { usePermission } from "@elevaite/shared/session";
import { Button } from "@elevaite/shared/ui/button";
import { Field } from "@elevaite/shared/ui/field";
import { Input } from "@elevaite/shared/ui/input";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@elevaite/shared/ui/select";
import { toast } from "@elevaite/shared/ui/toast";

import { credentialChoicesQuery, type Credential } from "@/queries/credentials";
import { useSetPreferences, type SlackTarget } from "@/queries/notification-preferences";
import { text as all } from "@/text/notification-settings";

const text = all.slack;
/** A choice must have a value; no credential has this one. */
const kNone = "none";

/** Where Slack messages go: a credential of the tenant and, for a bot, a channel. */
export function SlackChoice({ slack }: { slack: SlackTarget | null }) {
  const mayRead = usePermission("credentials:read");
  const { data } = useQuery({ ...credentialChoicesQuery, enabled: mayRead });
  const stored = data?.filter(({ kind }) => kind === "slack") ?? [];
  if (!mayRead && !slack) return <p className="text-sm text-muted">{text.notAllowed}</p>;
  if (data && stored.length === 0 && !slack) {
    return (
      <p className="text-sm text-muted">
        {text.noneStored}{" "}
        <Link
          href="/credentials"
          className="rounded-sm font-medium text-accent-text underline underline-offset-4"
        >
          {text.credentials}
        </Link>
        .
      </p>
    );
  }
  return <SlackForm slack={slack} stored={stored} />;
}

function SlackForm({ slack, stored }: { slack: SlackTarget | null; stored: Credential[] }) {
  const { set, isPending } = useSetPreferences();
  const [chosen, setChosen] = useState(slack?.credential_id ?? kNone);
  const options = [
    { id: kNone, name: text.none },
    ...stored,
    // It may be one that I cannot see; it can be kept.
    ...(slack && !stored.some(({ id }) => id === slack.credential_id)
      ? [{ id: slack.credential_id, name: text.kept }]
      : []),
  ];
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isPending) return;
    const channel = String(new FormData(event.currentTarget).get("channel") ?? "").trim();
    const next = chosen === kNone ? null : { credential_id: chosen, channel };
    set(
      (now) => ({ ...now, slack: next }),
      () => toast.success(next ? text.saved : text.off),
    );
  };
  return (
    <form noValidate onSubmit={submit} className="grid items-start gap-4 sm:grid-cols-[1fr_1fr_auto]">
      <Select value={chosen} onValueChange={setChosen}>
        <Field label={text.credential} hint={text.hint}>
          <SelectTrigger>
            <SelectValue />
          </SelectTrigger>
        </Field>
        <SelectContent>
          {options.map(({ id, name }) => (
            <SelectItem key={id} value={id}>
              {name}
            </SelectItem>
          ))}
        </SelectContent>
      </Select>
      <Field label={text.channel} hint={text.channelHint}>
        <Input
          name="channel"
          maxLength={200}
          autoComplete="off"
          defaultValue={slack?.channel ?? ""}
          disabled={chosen === kNone}
        />
      </Field>
      <Button type="submit" isPending={isPending} className="sm:mt-6.5">
        {text.save}
      </Button>
    </form>
  );
}
