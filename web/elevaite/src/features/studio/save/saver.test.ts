import { beforeEach, describe, expect, it, vi } from "vitest";

import { ApiProblem, networkProblem } from "@elevaite/shared/api";

import { documentWith, node } from "../document/testing";
import type { WorkflowDocument } from "../document/types";
import { createSaver, kTypingMilliseconds, type Stored } from "./saver";

const stale = () => new ApiProblem({ code: "conflict", reason: "stale_revision", status: 409, detail: "" });

function stage(first: WorkflowDocument = documentWith([node("a")])) {
  const server: { stored: Stored; failure: (() => unknown) | null; writes: number } = {
    stored: { revision: 1, document: first },
    failure: null,
    writes: 0,
  };
  const backups: unknown[] = [];
  const saver = createSaver(server.stored, {
    save: async (document, revision) => {
      await Promise.resolve();
      server.writes += 1;
      if (server.failure) throw server.failure();
      if (revision !== server.stored.revision) throw stale();
      server.stored = { revision: revision + 1, document };
      return revision + 1;
    },
    load: () => Promise.resolve(server.stored),
    backUp: (draft) => backups.push(draft && draft.document),
    setTimer: (work, milliseconds) => setTimeout(work, milliseconds),
    clearTimer: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
  });
  return { server, saver, backups };
}

const two = documentWith([node("a"), node("b")]);
const three = documentWith([node("a"), node("b"), node("c")]);

beforeEach(() => {
  vi.useFakeTimers();
});

describe("saver", () => {
  it("saves structure at once and typing when it pauses", async () => {
    const { server, saver } = stage();
    saver.change(two, false);
    expect(saver.getState().status).toBe("unsaved");
    await vi.advanceTimersByTimeAsync(100);
    expect(server.stored).toEqual({ revision: 2, document: two });
    expect(saver.getState().status).toBe("saved");
    saver.change(three, true);
    await vi.advanceTimersByTimeAsync(kTypingMilliseconds - 100);
    expect(server.writes).toBe(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(server.stored.document).toBe(three);
  });

  it("saves what came while it was saving", async () => {
    const { server, saver } = stage();
    saver.change(two, false);
    const flushed = saver.flush();
    saver.change(three, false);
    await vi.advanceTimersByTimeAsync(100);
    expect(await flushed).toBe(true);
    expect(server.stored.document).toBe(three);
    expect(saver.getState().status).toBe("saved");
  });

  it("keeps a backup as long as something is unsaved, and tries again when there is no network", async () => {
    const { server, saver, backups } = stage();
    server.failure = networkProblem;
    saver.change(two, false);
    await vi.advanceTimersByTimeAsync(100);
    expect(saver.getState().status).toBe("offline");
    expect(backups.at(-1)).toBe(two);
    expect(await saver.flush()).toBe(false);
    server.failure = null;
    await vi.advanceTimersByTimeAsync(5000);
    expect(saver.getState().status).toBe("saved");
    expect(backups.at(-1)).toBeNull();
  });

  it("does not repeat what was refused until something changes", async () => {
    const { server, saver } = stage();
    server.failure = () => new ApiProblem({ code: "limit_exceeded", status: 413, detail: "too large" });
    saver.change(two, false);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(saver.getState().status).toBe("failed");
    expect(server.writes).toBe(1);
    server.failure = null;
    saver.change(three, false);
    await vi.advanceTimersByTimeAsync(100);
    expect(saver.getState().status).toBe("saved");
  });

  it("asks when somebody else saved something else, and goes on after the answer", async () => {
    const { server, saver, backups } = stage();
    server.stored = { revision: 7, document: documentWith([node("theirs")]) };
    saver.change(two, false);
    await vi.advanceTimersByTimeAsync(100);
    const state = saver.getState();
    expect(state).toMatchObject({ status: "conflict", theirs: { revision: 7 } });
    saver.change(three, false);
    await vi.advanceTimersByTimeAsync(100);
    expect(server.stored.revision).toBe(7);
    expect(backups.at(-1)).toBe(three);
    saver.rebase(server.stored);
    expect(await saver.flush()).toBe(true);
    expect(server.stored).toEqual({ revision: 8, document: three });
  });

  it("does not ask when the others saved the same, or only renamed the agent", async () => {
    const { server, saver } = stage();
    server.stored = { revision: 3, document: documentWith([node("a"), node("b")]) };
    saver.change(two, false);
    await vi.advanceTimersByTimeAsync(100);
    expect(saver.getState().status).toBe("saved");
    expect(saver.base.revision).toBe(3);
    server.stored = { revision: 9, document: two };
    saver.change(three, false);
    await vi.advanceTimersByTimeAsync(100);
    expect(server.stored).toEqual({ revision: 10, document: three });
  });

  it("has nothing to save when a change is undone", async () => {
    const { server, saver } = stage();
    const first = server.stored.document;
    saver.change(two, true);
    saver.change(first, false);
    await vi.advanceTimersByTimeAsync(2000);
    expect(server.writes).toBe(0);
    expect(saver.isClean).toBe(true);
  });
});
