export { approvalText } from "./approval";
export { inspectText } from "./inspect";

/**
 * Every English string of the shared parts. A text with a blank is a function: a translation may move the blank.
 * Each app has its own text.ts of the same shape.
 */
export const text = {
  loading: "Loading",
  close: "Close",
  cancel: "Cancel",
  undo: "Undo",
  copy: "Copy",
  copied: "Copied",
  tryAgain: "Try again",
  clearSearch: "Clear search",
  showPassword: "Show password",
  notifications: "Notifications",
  breadcrumb: "Breadcrumb",
  requestId: (id: string) => `Request ${id}`,
  status: {
    queued: "Queued",
    pending: "Pending",
    running: "Running",
    waiting: "Waiting",
    retrying: "Retrying",
    succeeded: "Succeeded",
    failed: "Failed",
    cancelled: "Cancelled",
    skipped: "Skipped",
  },
  role: { owner: "Owner", admin: "Admin", builder: "Builder", viewer: "Viewer" },
  theme: { label: "Theme", light: "Light", dark: "Dark", system: "System" },
  notFound: {
    title: "This page does not exist",
    description: "The address may be wrong, it may have been deleted, or it belongs to another tenant.",
    action: "Go to the start",
  },
  time: { justNow: "just now", none: "–" },
  problem: {
    invalid_argument: "That was not accepted",
    unauthenticated: "You are not signed in",
    permission_denied: "You may not do that",
    not_found: "Not found",
    conflict: "Somebody was faster",
    limit_exceeded: "A limit is reached",
    rate_limited: "Too many requests",
    unavailable: "The service does not answer",
    timeout: "That took too long",
    cancelled: "Cancelled",
    internal: "Something went wrong on our side",
    offline: "You seem to be offline",
    networkDetail: "The server could not be reached. Check your connection and try again.",
    unreadableDetail: (status: number) => `The server answered with status ${status} and no explanation.`,
    unexpected: "Something went wrong in this page",
    unexpectedDetail: "Reload the page. If it happens again, tell us what you did.",
    retryIn: (seconds: number) => `Try again in ${seconds === 1 ? "a second" : `${seconds} seconds`}.`,
  },
} as const;
