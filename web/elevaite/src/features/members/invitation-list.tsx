"use client";

import { useQuery } from "@tanstack/react-query";
import { Mail } from "lucide-react";

import { formatDate } from "@elevaite/shared/format";
import { text as shared } from "@elevaite/shared/text";
import { Badge } from "@elevaite/shared/ui/badge";
import { Button } from "@elevaite/shared/ui/button";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { Skeleton } from "@elevaite/shared/ui/skeleton";
import { toast } from "@elevaite/shared/ui/toast";

import {
  invitationsQuery,
  useResendInvitation,
  useRevokeInvitation,
  type Invitation,
} from "@/queries/invitations";
import { membersPageText as all } from "@/text/members";

const text = all.invitations;

export function InvitationList() {
  const { data: invitations, isPending, error, refetch } = useQuery(invitationsQuery);
  return (
    <section aria-labelledby="invitations-title" className="flex flex-col gap-2">
      <h2 id="invitations-title" className="text-base font-semibold">
        {text.title}
      </h2>
      {isPending ? <Skeleton aria-busy className="h-14 rounded-lg" /> : null}
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {invitations?.length === 0 ? <p className="text-sm text-muted">{text.none}</p> : null}
      {invitations && invitations.length > 0 ? (
        <ul aria-label={text.title} className="divide-y rounded-lg border">
          {invitations.map((invitation) => (
            <InvitationRow key={invitation.id} invitation={invitation} />
          ))}
        </ul>
      ) : null}
    </section>
  );
}

function InvitationRow({
  invitation: { id, email, role, expires_at, is_expired },
}: {
  invitation: Invitation;
}) {
  const resend = useResendInvitation();
  const revoke = useRevokeInvitation();
  return (
    <li className="flex flex-wrap items-center gap-3 px-3 py-2.5">
      <span className="flex size-8 shrink-0 items-center justify-center rounded-md bg-subtle">
        <Mail aria-hidden className="size-4 text-muted" />
      </span>
      <div className="min-w-40 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 text-sm font-medium">
          <span className="min-w-0 wrap-anywhere">{email}</span>
          {is_expired ? <Badge tone="warning">{text.expired}</Badge> : null}
        </p>
        <p className="text-xs text-muted">
          {text.as(shared.role[role])} · {text.expires} {formatDate(expires_at)}
        </p>
      </div>
      <Button
        size="sm"
        aria-label={text.resendTo(email)}
        isPending={resend.isPending}
        onClick={() => resend.mutate(id, { onSuccess: () => toast.success(text.resent(email)) })}
      >
        {text.resend}
      </Button>
      <Button
        size="sm"
        aria-label={text.revokeOf(email)}
        isPending={revoke.isPending}
        onClick={() => revoke.mutate(id, { onSuccess: () => toast.success(text.revoked(email)) })}
      >
        {text.revoke}
      </Button>
    </li>
  );
}
