"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useEffect, useRef } from "react";

import { meQuery, session, useSession } from "@elevaite/shared/session";
import { Button } from "@elevaite/shared/ui/button";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { Skeleton } from "@elevaite/shared/ui/skeleton";

import { text as all } from "@/text/entry";

import { goOn } from "./enter";

const text = all.signOut;

/** Asks with a button: a page that signed out by itself could be used by any link in the world. */
export function SignOut() {
  const state = useSession();
  useEffect(() => {
    // Failures are in the state.
    if (state.status === "unknown") session.refresh().catch(() => undefined);
  }, [state.status]);
  if (state.status === "signed_out") return <SignedOut />;
  if (state.status === "unreachable") {
    return <ErrorState error={state.problem} onRetry={() => void session.refresh().catch(() => undefined)} />;
  }
  return <Ask isKnown={state.status === "signed_in"} />;
}

function Ask({ isKnown }: { isKnown: boolean }) {
  const { data: me } = useQuery({ ...meQuery, enabled: isKnown });
  const signOut = useMutation({ mutationFn: () => session.signOut() });
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-col gap-1">
        <h1 className="text-2xl font-semibold tracking-tight">{text.title}</h1>
        {me ? (
          <p className="text-base text-muted">{text.as(me.email)}</p>
        ) : (
          <Skeleton className="my-0.75 w-64 max-w-full" />
        )}
      </div>
      <div className="flex flex-col gap-2">
        <Button
          variant="primary"
          size="lg"
          disabled={!isKnown}
          isPending={signOut.isPending}
          onClick={() => signOut.mutate()}
        >
          {text.submit}
        </Button>
        <Button size="lg" disabled={!isKnown} onClick={() => void goOn()}>
          {text.stay}
        </Button>
      </div>
    </div>
  );
}

function SignedOut() {
  const title = useRef<HTMLHeadingElement>(null);
  // The button that had the focus is gone.
  useEffect(() => title.current?.focus(), []);
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-col gap-1">
        <h1 ref={title} tabIndex={-1} className="text-2xl font-semibold tracking-tight outline-none">
          {text.doneTitle}
        </h1>
        <p className="text-base text-muted">{text.done}</p>
      </div>
      <Button asChild size="lg">
        <Link href="/sign-in">{text.again}</Link>
      </Button>
    </div>
  );
}
