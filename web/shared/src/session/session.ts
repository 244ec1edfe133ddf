/**
 * Who is signed in, in this tab.
 *
 * 1. The refresh token is an HttpOnly cookie that no script can read. The access token is in this closure only.
 * 2. A refresh token is exchanged for its successor. All tabs refresh one after the other, under one lock, and within a
 *    tab all who need a token wait for the same refresh. An answer may get lost, and on localhost the other app shares the
 *    cookie but not our locks: for a short while the server gives whoever asks again the same successor.
 * 3. The cookie may become somebody else's: a sign-in or a tenant switch in another tab. A refresh that brings another
 *    identity, and a tab that announces one, make this tab start anew instead of mixing two tenants in one page.
 */
import { ApiProblem, networkProblem, problemOf } from "../api/problem";
import type { AuthAnswer } from "../api/types";

export type SignedIn = AuthAnswer<"/v1/auth/refresh", "post">;
export type Identity = Pick<SignedIn, "user_id" | "tenant_id" | "session_id" | "role">;

export type SessionState =
  | { status: "unknown" }
  | { status: "signed_in"; identity: Identity }
  | { status: "signed_out" }
  | { status: "unreachable"; problem: ApiProblem };

type Notice = { kind: "signed_out" } | { kind: "identity"; identity: Identity };

export type SessionPorts = {
  /** POSTs JSON to a path of the Auth API; rejects only when there is no answer. */
  post: (path: string, body: object) => Promise<{ status: number; body: unknown }>;
  lock: <T>(work: () => Promise<T>) => Promise<T>;
  now: () => number;
  sleep: (milliseconds: number) => Promise<void>;
  tell: (notice: Notice) => void;
  listen: (heard: (notice: Notice) => void) => void;
  startAnew: () => void;
};

/** A token with less life than this is replaced before it is used. */
const kMarginMilliseconds = 30_000;
const kRefreshTries = 2;
const kRefreshPauseMilliseconds = 250;

export type Session = ReturnType<typeof createSession>;

export function createSession(ports: SessionPorts) {
  let state: SessionState = { status: "unknown" };
  let token: { value: string; expiresAt: number } | null = null;
  let refreshing: Promise<string> | null = null;
  const watchers = new Set<() => void>();

  ports.listen((notice) => {
    if (notice.kind === "signed_out") setSignedOut();
    else if (state.status === "signed_out" || isSomebodyElse(notice.identity)) ports.startAnew();
  });

  function setState(next: SessionState) {
    state = next;
    for (const watcher of watchers) watcher();
  }

  function setSignedOut() {
    token = null;
    setState({ status: "signed_out" });
  }

  function isSomebodyElse({ user_id, tenant_id }: Identity) {
    return (
      state.status === "signed_in" &&
      (state.identity.user_id !== user_id || state.identity.tenant_id !== tenant_id)
    );
  }

  function take(signedIn: SignedIn) {
    const { access_token, expires_in, user_id, tenant_id, session_id, role } = signedIn;
    token = { value: access_token, expiresAt: ports.now() + expires_in * 1000 };
    setState({ status: "signed_in", identity: { user_id, tenant_id, session_id, role } });
  }

  async function exchange(): Promise<SignedIn> {
    for (let tries = 1; ; tries++) {
      const answer = await ports.post("/v1/auth/refresh", { cookie: true }).catch(() => null);
      if (answer?.status === 200) return answer.body as SignedIn;
      if (answer) throw problemOf(answer.status, answer.body);
      if (tries === kRefreshTries) throw networkProblem();
      await ports.sleep(kRefreshPauseMilliseconds);
    }
  }

  async function refreshOnce(): Promise<string> {
    try {
      const signedIn = await ports.lock(exchange);
      if (isSomebodyElse(signedIn)) ports.startAnew();
      take(signedIn);
      return signedIn.access_token;
    } catch (error) {
      const problem = error instanceof ApiProblem ? error : networkProblem();
      if (problem.status === 401 || problem.status === 403) setSignedOut();
      else if (state.status !== "signed_in") setState({ status: "unreachable", problem });
      throw problem;
    }
  }

  /** A new access token; those who ask while one is on its way get that one. */
  function refresh(): Promise<string> {
    refreshing ??= refreshOnce().finally(() => {
      refreshing = null;
    });
    return refreshing;
  }

  return {
    refresh,

    /** A token that lives long enough to be used now. `refused` is one that the server did not take. */
    async accessToken(refused?: string): Promise<string> {
      const isFresh = token && token.value !== refused && token.expiresAt - ports.now() > kMarginMilliseconds;
      return isFresh && token ? token.value : refresh();
    },

    /** Takes the answer to a sign-in, a sign-up or a tenant switch, and tells the other tabs. */
    adopt(signedIn: SignedIn) {
      take(signedIn);
      const { user_id, tenant_id, session_id, role } = signedIn;
      ports.tell({ kind: "identity", identity: { user_id, tenant_id, session_id, role } });
    },

    /** Ends the session on the server, here and in the other tabs. */
    async signOut(): Promise<void> {
      const { status, body } = await ports
        .lock(() => ports.post("/v1/auth/sign-out", {}))
        .catch(() => {
          throw networkProblem();
        });
      if (status >= 400) throw problemOf(status, body);
      setSignedOut();
      ports.tell({ kind: "signed_out" });
    },

    getState: () => state,

    subscribe(watcher: () => void) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
  };
}
