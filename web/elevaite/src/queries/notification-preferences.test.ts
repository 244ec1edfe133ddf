import { expect, test, vi } from "vitest";

import { choose, type Preferences } from "./notification-preferences";

vi.mock("@elevaite/shared/api", () => ({ engine: {}, unwrap: vi.fn() }));

const before: Preferences = {
  channels: { job_failed: { app: true, email: true }, run_failed: { app: true } },
  slack: { credential_id: "crd_1", channel: "#alerts" },
  email: "ada@example.com",
};

test("a choice changes itself and nothing else", () => {
  const after = choose(before, "job_failed", "email", false);
  expect(after).toEqual({
    ...before,
    channels: { job_failed: { app: true, email: false }, run_failed: { app: true } },
  });
  expect(before.channels.job_failed).toEqual({ app: true, email: true });
});

test("a kind that was not there is added", () => {
  expect(choose(before, "file_ready", "slack", true).channels.file_ready).toEqual({ slack: true });
});
