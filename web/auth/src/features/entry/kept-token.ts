"use client";

import { useState } from "react";

import { useMailedToken } from "./mailed-token";

const kKey = "elevaite.invitation";

/**
 * The token of a mailed link, which this tab remembers: who has to sign in first comes back without what stood behind
 * the '#', and no address may carry it there. Null until the browser is asked, empty without one.
 */
export function useKeptToken(): string | null {
  const mailed = useMailedToken();
  const [kept] = useState(() => (typeof window === "undefined" ? "" : (sessionStorage.getItem(kKey) ?? "")));
  if (mailed === null) return null;
  if (mailed) sessionStorage.setItem(kKey, mailed);
  return mailed || kept;
}

export const forgetToken = () => sessionStorage.removeItem(kKey);
