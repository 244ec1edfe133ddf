"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";

import { auth, publicAuth, unwrap, type AuthAnswer } from "@elevaite/shared/api";
import { loadOrigins, safeReturnTo, session } from "@elevaite/shared/session";

const returnTo = () => new URLSearchParams(window.location.search).get("return_to");

/** Where the person wanted to go, when that is one of our own pages; else the ElevAIte App. */
export async function goOn(): Promise<void> {
  window.location.replace(safeReturnTo(returnTo(), await loadOrigins()));
}

/** Goes on to `asked` when that is one of our own pages; else to the ElevAIte App. */
export async function goOnTo(asked: string): Promise<void> {
  window.location.replace(safeReturnTo(asked || null, await loadOrigins()));
}

/** The same question, asked on the way to another page of this app. */
export function withReturnTo(path: string): string {
  const asked = returnTo();
  return asked ? `${path}?${new URLSearchParams({ return_to: asked }).toString()}` : path;
}

/** Leaves for a provider; the browser comes back to /callback. */
export function useProvider() {
  return useMutation({
    mutationFn: async (provider: string) => {
      const params = { path: { provider } };
      const asked = returnTo();
      const body = asked ? { return_to: asked } : {};
      const { authorization_url } = await unwrap(
        publicAuth.POST("/v1/auth/providers/{provider}/begin", { params, body }),
      );
      window.location.assign(authorization_url);
    },
  });
}

/** Finishes what was begun with a provider, with what it has put into our address. */
export function useProviderAnswer() {
  return useMutation({
    mutationFn: async (answer: URLSearchParams) => {
      const entry = (name: string) => answer.get(name) ?? undefined;
      const body = {
        state: entry("state") ?? "",
        code: entry("code"),
        iss: entry("iss"),
        error: entry("error"),
      };
      const finished = await unwrap(publicAuth.POST("/v1/auth/providers/callback", { body }));
      if (finished.challenge) return finished;
      if (finished.session) session.adopt(finished.session);
      await goOnTo(finished.return_to);
      return null;
    },
    meta: { showsOwnErrors: true },
  });
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

export type Challenge = Extract<AuthAnswer<"/v1/auth/sign-in", "post">, { challenge: string }>;

/** Where somebody goes who has signed in with a password. */
export function useGoOnSignedIn() {
  const router = useRouter();
  return async () => {
    if (await hasSeveralTenants()) router.replace(withReturnTo("/choose-tenant"));
    else await goOn();
  };
}

/** Answers the challenge when a second factor is asked for. */
export function useSignIn() {
  const goOnSignedIn = useGoOnSignedIn();
  return useMutation({
    mutationFn: async (fields: SignInFields): Promise<Challenge | null> => {
      const body = { ...fields, cookie: true };
      const answer = await unwrap(publicAuth.POST("/v1/auth/sign-in", { body }));
      if ("challenge" in answer) return answer;
      session.adopt(answer);
      await goOnSignedIn();
      return null;
    },
    meta: { showsOwnErrors: true },
  });
}

/** Gives the second proof; `onDone` is given the recovery codes of a factor that was set up on the way. */
export function useAnswer(challenge: string, onDone: (recoveryCodes: readonly string[]) => void) {
  return useMutation({
    mutationFn: async (code: string) => {
      const body = { challenge, code, cookie: true };
      const answer = await unwrap(publicAuth.POST("/v1/auth/challenges/answer", { body }));
      session.adopt(answer);
      return answer.recovery_codes ?? [];
    },
    onSuccess: onDone,
    meta: { showsOwnErrors: true },
  });
}

export type PendingSignUp = { fields: SignUpFields; signUp: string };

/** Answers what is confirmed with a mailed code; null when the account was made at once. */
export function useSignUp() {
  return useMutation({
    mutationFn: async (fields: SignUpFields): Promise<PendingSignUp | null> => {
      const body = { ...fields, cookie: true };
      const answer = await unwrap(publicAuth.POST("/v1/auth/sign-up", { body }));
      if ("sign_up" in answer) return { fields, signUp: answer.sign_up };
      session.adopt(answer);
      await goOn();
      return null;
    },
    meta: { showsOwnErrors: true },
  });
}
