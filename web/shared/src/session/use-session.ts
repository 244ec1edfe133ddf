"use client";

import { useSyncExternalStore } from "react";

import { session } from "./browser-session";
import type { SessionState } from "./session";

const unknown: SessionState = { status: "unknown" };

export function useSession(): SessionState {
  return useSyncExternalStore(session.subscribe, session.getState, () => unknown);
}
