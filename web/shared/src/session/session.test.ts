import { beforeEach, expect, test, vi } from "vitest";

import { createAuthorizedFetch } from "./authorized-fetch";
import { createSession, type SessionPorts, type SignedIn } from "./session";

const signedIn = (token: string, tenant = "ten_1"): SignedIn => ({
  access_token: token,
  token_type: "Bearer",
  expires_in: 900,
  refresh_expires_at: "2030-01-01T00:00:00Z",
  user_id: "usr_1",
  tenant_id: tenant,
  session_id: "ses_1",
  role: "owner",
});

type Answer = { status: number; body: unknown };
type Notice = Parameters<SessionPorts["tell"]>[0];

let now: number;
let answers: Answer[];
let told: Notice[];
let hear: (notice: Notice) => void;
let ports: SessionPorts;
const post = vi.fn<SessionPorts["post"]>();
const startAnew = vi.fn();

beforeEach(() => {
  now = 0;
  answers = [];
  told = [];
  startAnew.mockReset();
  post.mockReset().mockImplementation(() => {
    const answer = answers.shift();
    return answer ? Promise.resolve(answer) : Promise.reject(new TypeError("no network"));
  });
  ports = {
    post,
    lock: (work) => work(),
    now: () => now,
    sleep: () => Promise.resolve(),
    tell: (notice) => told.push(notice),
    listen: (heard) => {
      hear = heard;
    },
    startAnew,
  };
});

const refused = (status: number, code: string, reason?: string): Answer => ({
  status,
  body: { code, reason, detail: "No.", status },
});

test("all who need a token wait for one refresh", async () => {
  answers = [{ status: 200, body: signedIn("one") }];
  const session = createSession(ports);
  expect(await Promise.all([session.accessToken(), session.accessToken(), session.refresh()])).toEqual([
    "one",
    "one",
    "one",
  ]);
  expect(post).toHaveBeenCalledTimes(1);
});

test("a token is used until shortly before it expires", async () => {
  const session = createSession(ports);
  session.adopt(signedIn("one"));
  now = 869_000;
  expect(await session.accessToken()).toBe("one");
  now = 871_000;
  answers = [{ status: 200, body: signedIn("two") }];
  expect(await session.accessToken()).toBe("two");
});

test("a refresh whose answer got lost is asked for again", async () => {
  post.mockRejectedValueOnce(new TypeError("connection lost"));
  answers = [{ status: 200, body: signedIn("one") }];
  expect(await createSession(ports).accessToken()).toBe("one");
  expect(post).toHaveBeenCalledTimes(2);
});

test("a refused refresh signs out, a lost one does not", async () => {
  const session = createSession(ports);
  await expect(session.refresh()).rejects.toMatchObject({ reason: "network" });
  expect(session.getState().status).toBe("unreachable");
  answers = [refused(401, "unauthenticated")];
  await expect(session.refresh()).rejects.toMatchObject({ code: "unauthenticated" });
  expect(session.getState().status).toBe("signed_out");
});

test("somebody who is signed in stays so while the server is away", async () => {
  const session = createSession(ports);
  session.adopt(signedIn("one"));
  now = 1_000_000;
  await expect(session.accessToken()).rejects.toMatchObject({ reason: "network" });
  expect(session.getState().status).toBe("signed_in");
});

test("another tab's tenant makes this tab start anew", async () => {
  const session = createSession(ports);
  session.adopt(signedIn("one"));
  hear({
    kind: "identity",
    identity: { user_id: "usr_1", tenant_id: "ten_1", session_id: "ses_1", role: "owner" },
  });
  expect(startAnew).not.toHaveBeenCalled();
  hear({
    kind: "identity",
    identity: { user_id: "usr_1", tenant_id: "ten_2", session_id: "ses_2", role: "owner" },
  });
  expect(startAnew).toHaveBeenCalledTimes(1);
  answers = [{ status: 200, body: signedIn("two", "ten_2") }];
  await session.refresh();
  expect(startAnew).toHaveBeenCalledTimes(2);
});

test("signing out reaches the other tabs, unless the server did not hear of it", async () => {
  const session = createSession(ports);
  session.adopt(signedIn("one"));
  told = [];
  await expect(session.signOut()).rejects.toMatchObject({ reason: "network" });
  expect(told).toEqual([]);
  answers = [{ status: 204, body: null }];
  await session.signOut();
  expect(told).toEqual([{ kind: "signed_out" }]);
  expect(session.getState().status).toBe("signed_out");
});

test("a refused token is replaced once, and the request is sent again with its body", async () => {
  const session = createSession(ports);
  session.adopt(signedIn("old"));
  answers = [{ status: 200, body: signedIn("new") }];
  const sent: string[] = [];
  const fetcher = createAuthorizedFetch(session, async (input) => {
    const request = input as Request;
    sent.push(`${request.headers.get("authorization")} ${await request.text()}`);
    return new Response("", { status: 401 });
  });
  const response = await fetcher("http://localhost/x", { method: "POST", body: "hello" });
  expect(response.status).toBe(401);
  expect(sent).toEqual(["Bearer old hello", "Bearer new hello"]);
});
