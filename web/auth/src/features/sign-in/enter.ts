"use client";

import { useMutation } from "@tanstack/react-query";

import { publicAuth, unwrap } from "@elevaite/shared/api";
import { loadOrigins, safeReturnTo, session, type SignedIn } from "@elevaite/shared/session";

/** Takes the session and goes where the person wanted to go. */
async function enter(signedIn: SignedIn): Promise<void> {
  session.adopt(signedIn);
  const asked = new URLSearchParams(window.location.search).get("return_to");
  window.location.replace(safeReturnTo(asked, await loadOrigins()));
}

export type SignInFields = { email: string; password: string };
export type SignUpFields = SignInFields & { name: string; tenant_name: string };

export function useSignIn() {
  return useMutation({
    mutationFn: async (fields: SignInFields) =>
      enter(await unwrap(publicAuth.POST("/v1/auth/sign-in", { body: { ...fields, cookie: true } }))),
    meta: { showsOwnErrors: true },
  });
}

export function useSignUp() {
  return useMutation({
    mutationFn: async (fields: SignUpFields) =>
      enter(await unwrap(publicAuth.POST("/v1/auth/sign-up", { body: { ...fields, cookie: true } }))),
    meta: { showsOwnErrors: true },
  });
}
