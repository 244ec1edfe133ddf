"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import { useId, useState } from "react";

import { formatDateTime } from "@elevaite/shared/format";
import { Badge, type BadgeTone } from "@elevaite/shared/ui/badge";
import { Button } from "@elevaite/shared/ui/button";
import { cn } from "@elevaite/shared/ui/class-names";
import { CodeBlock } from "@elevaite/shared/ui/code-block";
import { RelativeTime } from "@elevaite/shared/ui/relative-time";
import { Skeleton } from "@elevaite/shared/ui/skeleton";
import { toast } from "@elevaite/shared/ui/toast";

import {
  deliveryQuery,
  useResendDelivery,
  type Delivery,
  type DeliveryStatus,
} from "@/queries/webhook-endpoints";
import { text as all } from "@/text/webhooks";

import { Attempts } from "./attempts";

const text = all.log;

const tones: Record<DeliveryStatus, BadgeTone> = { pending: "info", succeeded: "success", failed: "danger" };

type DeliveryItemProps = { endpoint: string; delivery: Delivery; mayResend: boolean };

export function DeliveryItem({ endpoint, delivery, mayResend }: DeliveryItemProps) {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  const { type, status, attempt_count: count, created_at: at, next_at: next } = delivery;
  return (
    <li className="rounded-md border">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setIsOpen(!isOpen)}
        className="flex w-full flex-wrap items-center gap-x-2 gap-y-1 rounded-md px-2.5 py-2 text-left text-sm hover:bg-subtle"
      >
        <ChevronRight
          aria-hidden
          className={cn("size-4 shrink-0 text-muted transition-transform", isOpen && "rotate-90")}
        />
        <span className="font-mono text-xs font-medium">{type}</span>
        <Badge tone={tones[status]}>{text.status[status]}</Badge>
        <span className="ml-auto text-xs text-muted">
          {text.attempts(count)}
          {" · "}
          {next && status === "pending" && count > 0 ? (
            <>
              {text.next} <RelativeTime at={next} />
            </>
          ) : (
            <RelativeTime at={at} />
          )}
        </span>
      </button>
      <div id={id} hidden={!isOpen} className="border-t px-3 py-3">
        {isOpen ? <Details endpoint={endpoint} delivery={delivery} mayResend={mayResend} /> : null}
      </div>
    </li>
  );
}

function Details({ endpoint, delivery, mayResend }: DeliveryItemProps) {
  const resend = useResendDelivery(endpoint);
  const { data } = useQuery(deliveryQuery(endpoint, delivery.id));
  return (
    <div className="flex flex-col gap-3 text-sm">
      <p className="text-xs text-muted">
        {text.message} <span className="font-mono break-all">{delivery.webhook_id}</span>
        {" · "}
        {formatDateTime(delivery.created_at)}
      </p>
      <Attempts attempts={delivery.attempts} webhook_id={delivery.webhook_id} />
      <div className="flex flex-col gap-1.5">
        <h3 className="text-xs font-medium">{text.payload}</h3>
        {data ? (
          <CodeBlock code={pretty(data.payload ?? "")} label={text.payloadOf(delivery.webhook_id)} />
        ) : (
          <Skeleton aria-busy className="h-20 w-full" />
        )}
      </div>
      {mayResend && delivery.status !== "pending" ? (
        <Button
          size="sm"
          className="self-start"
          isPending={resend.isPending}
          onClick={() => resend.mutate(delivery.id, { onSuccess: () => toast.success(text.resent) })}
        >
          {text.resend}
        </Button>
      ) : null}
    </div>
  );
}

/** For the eye; what is no JSON stays as it is. */
function pretty(payload: string): string {
  try {
    return JSON.stringify(JSON.parse(payload), null, 2);
  } catch {
    return payload;
  }
}
