"use client";

import { useEffect, useRef, useState, type FormEvent } from "react";

import { ApiProblem, describeProblem } from "@elevaite/shared/api";
import { text as shared } from "@elevaite/shared/text";
import { Alert } from "@elevaite/shared/ui/alert";
import { Button } from "@elevaite/shared/ui/button";
import {
  DialogBody,
  DialogClose,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@elevaite/shared/ui/dialog";
import { Field } from "@elevaite/shared/ui/field";
import { Input } from "@elevaite/shared/ui/input";
import { SubsetChoice, type Subset } from "@elevaite/shared/ui/subset-choice";

import { webhookEvents, type WebhookEndpoint, type WebhookEvent } from "@/queries/webhook-endpoints";
import { text as all } from "@/text/webhooks";

const text = all.form;

type Entered = { url: string; description: string; events: WebhookEvent[] };

type EndpointFormProps = {
  title: string;
  submit: string;
  /** What is changed; absent when one is made. */
  endpoint?: WebhookEndpoint;
  error: unknown;
  isPending: boolean;
  onSubmit: (entered: Entered) => void;
};

function isWebAddress(typed: string): boolean {
  return URL.canParse(typed) && /^https?:$/.test(new URL(typed).protocol);
}

export function EndpointForm({ title, submit, endpoint, error, isPending, onSubmit }: EndpointFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const [choice, setChoice] = useState<Subset<WebhookEvent>>({
    isAll: !endpoint || endpoint.events.length === 0,
    chosen: (endpoint?.events ?? []) as WebhookEvent[],
  });
  const [found, setFound] = useState<Record<string, string>>({});
  const refused = error instanceof ApiProblem ? error.fields : {};
  const faults = { ...refused, ...found };
  const isListed = ["url", "description", "events"].some((field) => field in faults);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [found, error]);

  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isPending) return;
    const data = new FormData(event.currentTarget);
    const typed = (name: string) => String(data.get(name) ?? "").trim();
    const url = typed("url");
    // In the order in which they are offered, however they were chosen.
    const events = choice.isAll ? [] : webhookEvents.filter((event) => choice.chosen.includes(event));
    const wrong = {
      ...(isWebAddress(url) ? {} : { url: text.urlWrong }),
      ...(choice.isAll || events.length > 0 ? {} : { events: text.eventsMissing }),
    };
    setFound(wrong);
    if (Object.keys(wrong).length === 0) onSubmit({ url, description: typed("description"), events });
  };
  return (
    <form ref={form} noValidate onSubmit={send} className="flex min-h-0 flex-col">
      <DialogHeader>
        <DialogTitle>{title}</DialogTitle>
        <DialogDescription>{text.description}</DialogDescription>
      </DialogHeader>
      <DialogBody>
        {error && !isListed ? (
          <Alert tone="danger" title={describeProblem(error).title}>
            {describeProblem(error).detail}
          </Alert>
        ) : null}
        <Field label={text.url} hint={text.urlHint} error={faults["url"]}>
          <Input
            name="url"
            type="url"
            required
            maxLength={2000}
            autoComplete="off"
            placeholder="https://"
            defaultValue={endpoint?.url}
          />
        </Field>
        <Field label={text.about} hint={text.aboutHint} error={faults["description"]}>
          <Input name="description" maxLength={300} autoComplete="off" defaultValue={endpoint?.description} />
        </Field>
        <SubsetChoice
          text={text.scope}
          options={webhookEvents.map((value) => ({ value, label: all.events[value] }))}
          subset={choice}
          onChange={setChoice}
          error={faults["events"]}
        />
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button>{shared.cancel}</Button>
        </DialogClose>
        <Button type="submit" variant="primary" isPending={isPending}>
          {submit}
        </Button>
      </DialogFooter>
    </form>
  );
}
