"use client";

import { useQuery } from "@tanstack/react-query";
import { KeyRound, LogIn } from "lucide-react";
import { useState, type ReactNode } from "react";

import { formatDate } from "../format/index";
import { AlertDialog } from "../ui/alert-dialog";
import { Button } from "../ui/button";
import { ErrorState } from "../ui/error-state";
import { RelativeTime } from "../ui/relative-time";
import { Skeleton } from "../ui/skeleton";
import { toast } from "../ui/toast";
import {
  authOptionsQuery,
  identitiesQuery,
  useConnectIdentity,
  useDisconnectIdentity,
  type Identity,
} from "./queries";
import { text as all } from "./text";

const text = all.identities;

/** How I may sign in: my password and my accounts at providers, and what may be connected. */
export function IdentityList() {
  const { data: ways, isPending, error, refetch } = useQuery(identitiesQuery);
  const { data: options } = useQuery(authOptionsQuery);
  const [asked, setAsked] = useState<Identity | null>(null);
  const [isAsking, setIsAsking] = useState(false);
  const connect = useConnectIdentity();
  const disconnect = useDisconnectIdentity();
  if (isPending) return <Skeleton className="h-14.5 rounded-lg" />;
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;

  const isOnlyWay = ways.data.length === 1 && !ways.has_password;
  const left = (options?.providers ?? []).filter(
    ({ id }) => !ways.data.some(({ provider }) => provider === id),
  );
  const confirm = () => {
    if (!asked) return;
    disconnect.mutate(asked.id, {
      onSuccess: () => toast.success(text.disconnected(asked.provider_name)),
      onSettled: () => setIsAsking(false),
    });
  };
  return (
    <div className="flex flex-col gap-3">
      <ul className="divide-y rounded-lg border">
        {ways.has_password ? <Way icon={<KeyRound aria-hidden />} name={text.password} /> : null}
        {ways.data.map((identity) => (
          <Way
            key={identity.id}
            icon={<LogIn aria-hidden />}
            name={identity.provider_name}
            details={<Details identity={identity} />}
            action={
              isOnlyWay ? null : (
                <Button
                  size="sm"
                  aria-label={text.disconnectOf(identity.provider_name)}
                  onClick={() => {
                    setAsked(identity);
                    setIsAsking(true);
                  }}
                >
                  {text.disconnect}
                </Button>
              )
            }
          />
        ))}
      </ul>
      {isOnlyWay ? <p className="text-xs text-muted">{text.onlyWay}</p> : null}
      <div className="flex flex-wrap gap-2">
        {left.map(({ id, name }) => (
          <Button
            key={id}
            isPending={(connect.isPending || connect.isSuccess) && connect.variables === id}
            onClick={() => connect.mutate(id)}
          >
            {text.connect(name)}
          </Button>
        ))}
      </div>
      <AlertDialog
        isOpen={isAsking}
        onOpenChange={setIsAsking}
        title={text.disconnectTitle(asked?.provider_name ?? "")}
        description={text.disconnectDescription}
        action={text.disconnectAction}
        onAction={confirm}
        isPending={disconnect.isPending}
        isDangerous
      />
    </div>
  );
}

function Details({ identity }: { identity: Identity }) {
  return (
    <ul className="flex flex-wrap gap-x-3 text-xs text-muted">
      {identity.email ? <li className="wrap-anywhere">{identity.email}</li> : null}
      <li>
        {text.lastUsed} <RelativeTime at={identity.last_used_at} />
      </li>
      <li>{text.since(formatDate(identity.created_at))}</li>
    </ul>
  );
}

type WayProps = { icon: ReactNode; name: string; details?: ReactNode; action?: ReactNode };

function Way({ icon, name, details, action }: WayProps) {
  return (
    <li className="flex items-center gap-3 px-3 py-2.5">
      <span className="flex size-8 shrink-0 items-center justify-center rounded-md bg-subtle text-muted [&_svg]:size-4">
        {icon}
      </span>
      <div className="min-w-0 flex-1">
        <p className="text-sm font-medium">{name}</p>
        {details}
      </div>
      {action}
    </li>
  );
}
