"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";

import { publicAuth, unwrap, type AuthAnswer } from "@elevaite/shared/api";
import { session, useSession } from "@elevaite/shared/session";
import { text as shared } from "@elevaite/shared/text";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { Skeleton } from "@elevaite/shared/ui/skeleton";

import { text as all } from "@/text/entry";

import { AcceptAsNew } from "./accept-as-new";
import { AcceptWithAccount } from "./accept-with-account";
import { useKeptToken } from "./kept-token";
import { Outcome } from "./outcome";

const text = all.invitation;

export type OpenInvitation = AuthAnswer<"/v1/auth/invitations/find", "post">;

/** Where the link of an invitation leads: whom it is from, and how to accept it. */
export function InvitationPage() {
  const token = useKeptToken();
  const state = useSession();
  const invitation = useQuery({
    queryKey: ["invitation", token],
    queryFn: ({ signal }) =>
      unwrap(publicAuth.POST("/v1/auth/invitations/find", { body: { token: token ?? "" }, signal })),
    enabled: Boolean(token),
    retry: false,
  });
  useEffect(() => {
    // Failures are in the state.
    if (state.status === "unknown") session.refresh().catch(() => undefined);
  }, [state.status]);
  if (token === "") return <Outcome title={text.title}>{text.missing}</Outcome>;
  if (invitation.isError) {
    return <ErrorState error={invitation.error} onRetry={() => void invitation.refetch()} />;
  }
  if (!invitation.data || !token || state.status === "unknown") {
    return <Skeleton aria-busy className="h-72 rounded-lg" />;
  }
  const open = invitation.data;
  return open.has_account ? (
    <AcceptWithAccount open={open} token={token} />
  ) : (
    <AcceptAsNew open={open} token={token} />
  );
}

export const sentenceOf = (open: OpenInvitation) =>
  `${text.from(open.inviter_name, shared.role[open.role])} ${text.forAddress(open.email)}`;
