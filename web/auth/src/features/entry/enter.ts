"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";

import { auth, publicAuth, unwrap } from "@elevaite/shared/api";
import { loadOrigins, safeReturnTo, session, type SignedIn } from "@elevaite/shared/session";

const returnTo = () => new URLSearchParams(window.location.search).get("return_to");

/** Where the person wanted to go, when that is one of our own pages; else the ElevAIte App. */
export async function goOn(): Promise<void> {
  window.location.replace(safeReturnTo(returnTo(), await loadOrigins()));
}

/** The same question, asked on the way to another page of this app. */
export function withReturnTo(path: string): string {
  const asked = returnTo();
  return asked ? `${path}?${new URLSearchParams({ return_to: asked }).toString()}` : path;
}

async function hasSeveralTenants(): Promise<boolean> {
  try {
    const { data } = await unwrap(auth.GET("/v1/tenants"));
    return data.length > 1;
  } catch {
    // The tenant used last is a good answer too.
    return false;
  }
}

export type SignInFields = { email: string; password: string };
export type SignUpFields = SignInFields & { name: string; tenant_name: string };

export function useSignIn() {
  const router = useRouter();
  return useMutation({
    mutationFn: async (fields: SignInFields) => {
      const body = { ...fields, cookie: true };
      session.adopt(await unwrap(publicAuth.POST("/v1/auth/sign-in", { body })));
      if (await hasSeveralTenants()) router.replace(withReturnTo("/choose-tenant"));
      else await goOn();
    },
    meta: { showsOwnErrors: true },
  });
}

export function useSignUp() {
  return useMutation({
    mutationFn: async (fields: SignUpFields) => {
      const body = { ...fields, cookie: true };
      const signedIn: SignedIn = await unwrap(publicAuth.POST("/v1/auth/sign-up", { body }));
      session.adopt(signedIn);
      await goOn();
    },
    meta: { showsOwnErrors: true },
  });
}
