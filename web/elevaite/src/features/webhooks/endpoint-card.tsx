"use client";

import { Ellipsis, KeyRound, Pencil, Send, Trash2 } from "lucide-react";

import { formatDateTime } from "@elevaite/shared/format";
import { Badge } from "@elevaite/shared/ui/badge";
import { Button } from "@elevaite/shared/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@elevaite/shared/ui/dropdown-menu";
import { RelativeTime } from "@elevaite/shared/ui/relative-time";
import { Switch } from "@elevaite/shared/ui/switch";
import { toast } from "@elevaite/shared/ui/toast";

import {
  useChangeEndpoint,
  useTestEndpoint,
  type WebhookEndpoint,
  type WebhookEvent,
} from "@/queries/webhook-endpoints";
import { text } from "@/text/webhooks";

export type EndpointAction = "edit" | "rotate" | "delete";

type EndpointCardProps = {
  endpoint: WebhookEndpoint;
  mayWrite: boolean;
  onAsk: (action: EndpointAction) => void;
  onShowDeliveries: () => void;
};

export function EndpointCard({ endpoint, mayWrite, onAsk, onShowDeliveries }: EndpointCardProps) {
  const { url, description, is_enabled: isEnabled } = endpoint;
  const change = useChangeEndpoint({ showsOwnErrors: false });
  return (
    <li className="flex flex-col gap-3 rounded-lg border bg-surface p-4 shadow-sm">
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <h2 className="font-mono text-sm font-medium break-all">{url}</h2>
          {description ? <p className="text-sm break-words text-muted">{description}</p> : null}
        </div>
        {mayWrite ? (
          <Switch
            className="mt-0.5"
            aria-label={text.enabledOf(url)}
            // It shows at once what it will be.
            checked={change.isPending ? (change.variables.is_enabled ?? isEnabled) : isEnabled}
            onCheckedChange={(is_enabled) => change.mutate({ id: endpoint.id, is_enabled })}
          />
        ) : (
          <Badge tone={isEnabled ? "success" : "neutral"}>{isEnabled ? text.on : text.off}</Badge>
        )}
        {mayWrite ? <Menu endpoint={endpoint} onAsk={onAsk} /> : null}
      </div>
      <Condition endpoint={endpoint} />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Events events={endpoint.events} />
        <Button size="sm" className="ml-auto" aria-label={text.deliveriesOf(url)} onClick={onShowDeliveries}>
          {text.deliveries}
        </Button>
      </div>
    </li>
  );
}

/** What is not as usual: off and why, failing, two secrets. */
function Condition({ endpoint }: { endpoint: WebhookEndpoint }) {
  const { disabled_because: because, failing_since: since, old_secret_until: until } = endpoint;
  const { is_enabled: isEnabled } = endpoint;
  return (
    <>
      {!isEnabled ? (
        <p className={because === "person" || !because ? "text-sm text-muted" : "text-sm text-danger"}>
          {text.because[because ?? "person"]}
        </p>
      ) : null}
      {isEnabled && since ? (
        <p className="text-sm text-warning">
          {text.failingSince} <RelativeTime at={since} />
        </p>
      ) : null}
      {until ? <p className="text-sm text-muted">{text.oldSecretUntil(formatDateTime(until))}</p> : null}
    </>
  );
}

function Events({ events }: { events: string[] }) {
  if (events.length === 0) return <Badge>{text.allEvents}</Badge>;
  return (
    <ul className="flex flex-wrap gap-1.5">
      {events.map((event) => (
        <li key={event}>
          <Badge title={text.events[event as WebhookEvent]} className="font-mono">
            {event}
          </Badge>
        </li>
      ))}
    </ul>
  );
}

type MenuProps = Pick<EndpointCardProps, "endpoint" | "onAsk">;

function Menu({ endpoint, onAsk }: MenuProps) {
  const test = useTestEndpoint();
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon-sm" className="-my-1" aria-label={text.actionsOf(endpoint.url)}>
          <Ellipsis aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem onSelect={() => onAsk("edit")}>
          <Pencil aria-hidden />
          {text.edit}
        </DropdownMenuItem>
        <DropdownMenuItem
          disabled={!endpoint.is_enabled}
          onSelect={() => test.mutate(endpoint.id, { onSuccess: () => toast.success(text.testSent) })}
        >
          <Send aria-hidden />
          {text.test}
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => onAsk("rotate")}>
          <KeyRound aria-hidden />
          {text.rotate}
        </DropdownMenuItem>
        <DropdownMenuItem isDangerous onSelect={() => onAsk("delete")}>
          <Trash2 aria-hidden />
          {text.remove}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
