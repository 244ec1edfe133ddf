"use client";

import { useEffect, useRef } from "react";

import { describeProblem } from "@elevaite/shared/api";
import { ErrorSummary } from "@elevaite/shared/ui/error-summary";
import { Spinner } from "@elevaite/shared/ui/spinner";

import { text as all } from "@/text/entry";

import { goOnTo, useProviderAnswer } from "./enter";
import { EntryLink } from "./entry-link";
import { SecondFactorStep } from "./second-factor-step";

const text = all.callback;

/** Where a provider sends the browser back to. What it says is used once and leaves the address at once. */
export function ProviderCallback() {
  const { mutate, error, data } = useProviderAnswer();
  const hasBegun = useRef(false);
  useEffect(() => {
    if (hasBegun.current) return;
    hasBegun.current = true;
    const answer = new URLSearchParams(window.location.search);
    window.history.replaceState(null, "", window.location.pathname);
    mutate(answer);
  }, [mutate]);
  if (data?.challenge) {
    return <SecondFactorStep challenge={data.challenge} onDone={() => goOnTo(data.return_to)} />;
  }
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-col gap-1">
        <h1 className="text-2xl font-semibold tracking-tight">{error ? text.failedTitle : text.title}</h1>
        {error ? null : (
          <p className="flex items-center gap-2 text-base text-muted" role="status">
            <Spinner />
            {text.description}
          </p>
        )}
      </div>
      {error ? (
        <>
          <ErrorSummary message={describeProblem(error).detail} fields={[]} />
          <p className="text-center text-sm">
            <EntryLink href="/sign-in">{text.again}</EntryLink>
          </p>
        </>
      ) : null}
    </div>
  );
}
