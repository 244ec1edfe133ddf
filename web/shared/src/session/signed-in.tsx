"use client";

import { useEffect, type ReactNode } from "react";

import { ErrorState } from "../ui/error-state";
import { session } from "./browser-session";
import { loadOrigins } from "./origins";
import { signInAddress } from "./return-to";
import { useSession } from "./use-session";

/** Shows its children to somebody who is signed in, and sends everybody else to the Auth App. */
export function SignedInOnly({ children, fallback }: { children: ReactNode; fallback: ReactNode }) {
  const state = useSession();
  useEffect(() => {
    // Failures are in the state; the promise is only for those who need the token.
    if (state.status === "unknown") session.refresh().catch(() => undefined);
    if (state.status === "signed_out") {
      void loadOrigins().then((origins) =>
        window.location.replace(signInAddress(window.location.href, origins)),
      );
    }
  }, [state.status]);

  if (state.status === "signed_in") return children;
  if (state.status === "unreachable") {
    return (
      <ErrorState
        error={state.problem}
        onRetry={() => void session.refresh().catch(() => undefined)}
        className="m-6"
      />
    );
  }
  return fallback;
}
