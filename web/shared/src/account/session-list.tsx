"use client";

import { useQuery } from "@tanstack/react-query";
import { Monitor, Smartphone, SquareTerminal, type LucideIcon } from "lucide-react";
import { useState } from "react";

import { formatDate } from "../format/index";
import { tenantsQuery } from "../session/index";
import { AlertDialog } from "../ui/alert-dialog";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { ErrorState } from "../ui/error-state";
import { RelativeTime } from "../ui/relative-time";
import { Skeleton } from "../ui/skeleton";
import { toast } from "../ui/toast";
import { deviceOf, type DeviceKind } from "./device";
import { sessionsQuery, useEndSessions, type AccountSession } from "./queries";
import { text as all } from "./text";

const text = all.sessions;
const icons: Record<DeviceKind, LucideIcon> = {
  desktop: Monitor,
  phone: Smartphone,
  program: SquareTerminal,
};

type Asked = { sessions: AccountSession[]; isOne: boolean };

/** Where I am signed in, and the ends of it. */
export function SessionList() {
  const { data: sessions, isPending, error, refetch } = useQuery(sessionsQuery);
  const { data: tenants } = useQuery(tenantsQuery);
  const end = useEndSessions();
  const [asked, setAsked] = useState<Asked>({ sessions: [], isOne: true });
  const [isAsking, setIsAsking] = useState(false);
  if (isPending) return <SessionListSkeleton />;
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;

  const others = sessions.filter((session) => !session.is_current);
  const tenantOf = (session: AccountSession) =>
    tenants && tenants.length > 1 ? tenants.find(({ id }) => id === session.tenant_id)?.name : undefined;
  const ask = (next: Asked) => {
    setAsked(next);
    setIsAsking(true);
  };
  const confirm = () =>
    end.mutate(
      asked.sessions.map(({ id }) => id),
      {
        onSuccess: () => toast.success(asked.isOne ? text.ended : text.othersEnded),
        onSettled: () => setIsAsking(false),
      },
    );
  return (
    <div className="flex flex-col gap-3">
      <ul className="divide-y rounded-lg border">
        {sessions.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            tenant={tenantOf(session)}
            onEnd={() => ask({ sessions: [session], isOne: true })}
          />
        ))}
      </ul>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-xs text-muted">{others.length > 0 ? text.delay : text.only}</p>
        {others.length > 0 ? (
          <Button onClick={() => ask({ sessions: others, isOne: false })}>{text.endOthers}</Button>
        ) : null}
      </div>
      <EndDialog
        asked={asked}
        isOpen={isAsking}
        onOpenChange={setIsAsking}
        onConfirm={confirm}
        isPending={end.isPending}
      />
    </div>
  );
}

type EndDialogProps = {
  asked: Asked;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  onConfirm: () => void;
  isPending: boolean;
};

function EndDialog({ asked: { sessions, isOne }, onConfirm, ...dialog }: EndDialogProps) {
  const device = deviceOf(sessions[0]?.user_agent ?? "").name;
  return (
    <AlertDialog
      {...dialog}
      title={isOne ? text.endTitle : text.endOthersTitle}
      description={isOne ? text.endDescription(device) : text.endOthersDescription(sessions.length)}
      action={isOne ? text.endAction : text.endOthers}
      onAction={onConfirm}
      isDangerous
    />
  );
}

type SessionRowProps = { session: AccountSession; tenant: string | undefined; onEnd: () => void };

function SessionRow({ session, tenant, onEnd }: SessionRowProps) {
  const device = deviceOf(session.user_agent);
  const Icon = icons[device.kind];
  return (
    <li className="flex items-center gap-3 px-3 py-2.5">
      <span className="flex size-8 shrink-0 items-center justify-center rounded-md bg-subtle">
        <Icon aria-hidden className="size-4 text-muted" />
      </span>
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5 text-sm font-medium">
          {device.name}
          {session.is_current ? <Badge tone="success">{text.current}</Badge> : null}
        </p>
        <ul className="flex flex-wrap gap-x-3 text-xs text-muted">
          <li>
            {text.lastUsed} <RelativeTime at={session.refreshed_at} />
          </li>
          {session.remote_address ? <li>{text.address(session.remote_address)}</li> : null}
          <li>{text.since(formatDate(session.created_at))}</li>
          {tenant ? <li>{text.in(tenant)}</li> : null}
        </ul>
      </div>
      {session.is_current ? null : (
        <Button size="sm" aria-label={text.endOf(device.name)} onClick={onEnd}>
          {text.end}
        </Button>
      )}
    </li>
  );
}

function SessionListSkeleton() {
  return (
    <div aria-busy="true" className="divide-y rounded-lg border">
      {[0, 1].map((row) => (
        <div key={row} className="flex h-14.5 items-center gap-3 px-3">
          <Skeleton className="size-8 rounded-md" />
          <Skeleton className="w-64 max-w-full" />
        </div>
      ))}
    </div>
  );
}
