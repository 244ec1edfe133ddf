"use client";

import { createContext, useContext } from "react";

import type { Actions } from "./actions";

const Context = createContext<Actions | null>(null);

export const StudioActionsProvider = Context.Provider;

export function useStudioActions(): Actions {
  const actions = useContext(Context);
  if (!actions) throw new Error("useStudioActions outside of the Studio");
  return actions;
}
