"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import Link from "next/link";

import { auth, unwrap } from "@elevaite/shared/api";
import { meQuery, session, useSession } from "@elevaite/shared/session";
import { Button } from "@elevaite/shared/ui/button";

import { text as all } from "@/text/entry";

import { goOn } from "./enter";
import { sentenceOf, type OpenInvitation } from "./invitation";
import { forgetToken } from "./kept-token";

const text = all.invitation;

/** For an address that has an account: whoever is signed in with it joins with one button. */
export function AcceptWithAccount({ open, token }: { open: OpenInvitation; token: string }) {
  const isSignedIn = useSession().status === "signed_in";
  const { data: me } = useQuery({ ...meQuery, enabled: isSignedIn });
  const isOther = isSignedIn && me && me.email !== open.email;
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-col gap-1">
        <h1 className="text-2xl font-semibold tracking-tight wrap-anywhere">
          {text.heading(open.tenant_name)}
        </h1>
        <p className="text-base wrap-anywhere text-muted">{sentenceOf(open)}</p>
      </div>
      {isOther ? <p className="text-sm wrap-anywhere">{text.other(me.email)}</p> : null}
      {isSignedIn ? (
        isOther ? (
          <Button asChild size="lg">
            <Link href="/sign-out">{text.signOut}</Link>
          </Button>
        ) : (
          <Join token={token} />
        )
      ) : (
        <SignInFirst />
      )}
    </div>
  );
}

function Join({ token }: { token: string }) {
  const join = useMutation({
    mutationFn: async () => {
      const body = { token, cookie: true };
      session.adopt(await unwrap(auth.POST("/v1/me/invitations/accept", { body })));
      forgetToken();
      await goOn();
    },
  });
  return (
    <Button
      variant="primary"
      size="lg"
      isPending={join.isPending || join.isSuccess}
      onClick={() => join.mutate()}
    >
      {text.join}
    </Button>
  );
}

function SignInFirst() {
  const returnTo = new URLSearchParams({ return_to: `${window.location.origin}/invitation` });
  return (
    <Button asChild variant="primary" size="lg">
      <Link href={`/sign-in?${returnTo.toString()}`}>{text.signIn}</Link>
    </Button>
  );
}
