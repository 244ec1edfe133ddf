import { kAuthApi } from "../api/paths";
import { createSession, type SessionPorts } from "./session";

const kLock = "elevaite-refresh";
const kChannel = "elevaite-session";

const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(kChannel);

const browser: SessionPorts = {
  async post(path, body) {
    const response = await fetch(kAuthApi + path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      // Who leaves the page meanwhile must still get the new cookie: the old one does not work twice.
      keepalive: true,
    });
    const answer: unknown = await response.json().catch(() => null);
    return { status: response.status, body: answer };
  },
  // Web Locks exist only in secure contexts. Over plain http to another machine the server's own grace must do.
  lock: async (work) => ("locks" in navigator ? await navigator.locks.request(kLock, () => work()) : work()),
  now: () => Date.now(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  tell: (notice) => channel?.postMessage(notice),
  listen: (heard) => {
    channel?.addEventListener("message", (event: MessageEvent<Parameters<typeof heard>[0]>) =>
      heard(event.data),
    );
  },
  // Another tenant's page would say "not found": begin at the start.
  startAnew: () => window.location.replace("/"),
};

/** The session of this tab. */
export const session = createSession(browser);
