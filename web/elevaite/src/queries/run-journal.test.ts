import { expect, test } from "vitest";

import { foldJournal, isApproval, momentOf, parentOf, type RunEvent } from "./run-journal";

const kStart = Date.parse("2026-08-03T12:00:00Z");

/** Events at these milliseconds of the run, numbered. */
function journal(...events: ({ ms: number; type: string } & Partial<RunEvent>)[]): RunEvent[] {
  return events.map(({ ms, ...event }, index) => ({
    seq: index + 1,
    at: new Date(kStart + ms).toISOString(),
    ...event,
  }));
}

const created = { ms: 0, type: "run_created" };

test("an instant keeps its microseconds", () => {
  expect(momentOf("2026-08-03T12:00:00.123456Z")).toBeCloseTo(kStart + 123.456, 6);
  expect(momentOf("2026-08-03T12:00:00Z")).toBe(kStart);
});

test.each([
  [{ started_by: "usr_1", trigger: "manual", input: { user_id: "usr_2" } }, "usr_1"],
  [{ trigger: "chat", input: { message: "Hello", user_id: "usr_2" } }, "usr_2"],
  [{ trigger: "chat", input: null }, null],
  [{ trigger: "webhook", input: { user_id: "usr_2" } }, null],
])("a run that began with %j was started by %s", (data, by) => {
  expect(foldJournal(journal({ ...created, ...data })).startedBy).toBe(by);
});

test.each([
  ["fetch", null],
  ["each[3].fetch", "each"],
  ["outer[1].each[0].fetch", "outer[1].each"],
  ["agent:model.1", "agent"],
  ["each[0].agent:tool.call_7", "each[0].agent"],
])("%s belongs to %s", (path, parent) => {
  expect(parentOf(path)).toBe(parent);
});

test("a pure step is one event that says how long it took", () => {
  const { steps } = foldJournal(
    journal(created, {
      ms: 10,
      type: "step_succeeded",
      step: "a",
      kind: "set_fields",
      duration_us: 4000,
      output: 1,
    }),
  );
  expect(steps[0]).toMatchObject({
    status: "succeeded",
    startedAt: kStart + 6,
    finishedAt: kStart + 10,
    phases: [{ kind: "working", from: kStart + 6, to: kStart + 10 }],
    attempts: [{ number: 1, error: null }],
  });
});

test("a step that fails and tries again has two attempts and a pause between them", () => {
  const error = { code: "unavailable", message: "503" };
  const { steps } = foldJournal(
    journal(
      created,
      { ms: 1, type: "step_started", step: "a", attempt: 1 },
      { ms: 5, type: "step_retrying", step: "a", attempt: 1, error, until: "2026-08-03T12:00:00.020Z" },
      { ms: 20, type: "step_started", step: "a", attempt: 2 },
      { ms: 30, type: "step_succeeded", step: "a", attempt: 2 },
    ),
  );
  expect(steps[0]?.attempts).toEqual([
    { number: 1, from: kStart + 1, to: kStart + 5, error },
    { number: 2, from: kStart + 20, to: kStart + 30, error: null },
  ]);
  expect(steps[0]?.phases.map(({ kind }) => kind)).toEqual(["working", "retrying", "working"]);
  expect(steps[0]).toMatchObject({ status: "succeeded", startedAt: kStart + 1, error: null, retryAt: null });
});

test("a wait is open until it is answered", () => {
  const waiting = journal(
    created,
    { ms: 1, type: "step_waiting", step: "ask", key: "approval", payload: { title: "Send?" } },
    { ms: 2, type: "run_waiting" },
  );
  const before = foldJournal(waiting);
  expect(before.status).toBe("waiting");
  expect(before.steps[0]?.phases).toEqual([{ kind: "waiting", from: kStart + 1, to: null }]);
  expect(before.steps.filter(isApproval)).toHaveLength(1);

  const answered = journal(
    { ms: 50, type: "run_resumed" },
    { ms: 51, type: "step_signalled", step: "ask", key: "approval" },
    { ms: 52, type: "step_succeeded", step: "ask", handle: "approved" },
    { ms: 53, type: "run_succeeded" },
  );
  const after = foldJournal([...waiting, ...answered]);
  expect(after).toMatchObject({ status: "succeeded", finishedAt: kStart + 53 });
  expect(after.phases.map(({ kind, to }) => [kind, to])).toEqual([
    ["working", kStart + 2],
    ["waiting", kStart + 50],
    ["working", kStart + 53],
  ]);
  expect(after.steps[0]).toMatchObject({ status: "succeeded", handle: "approved", wait: null });
});

test("a crash does not split the phase that it interrupts", () => {
  const { steps, phases } = foldJournal(
    journal(
      created,
      { ms: 1, type: "step_started", step: "a", attempt: 1 },
      { ms: 9, type: "run_resumed" },
      { ms: 10, type: "step_started", step: "a", attempt: 1 },
      { ms: 20, type: "step_succeeded", step: "a", attempt: 1 },
    ),
  );
  expect(steps[0]?.phases).toEqual([{ kind: "working", from: kStart + 1, to: kStart + 20 }]);
  expect(steps[0]?.attempts).toHaveLength(1);
  expect(phases).toHaveLength(1);
});

test("what is open when the run ends has failed with it", () => {
  const view = foldJournal(
    journal(
      created,
      { ms: 1, type: "step_started", step: "a" },
      { ms: 2, type: "run_cancelled", reason: "No need" },
    ),
  );
  expect(view).toMatchObject({ status: "cancelled", cancelReason: "No need" });
  expect(view.steps[0]).toMatchObject({ status: "failed", error: { reason: "run_ended" } });
});

test("tokens of the parts are those of their step, counted once", () => {
  const usage = { input_tokens: 10, output_tokens: 2, cost_usd_nanos: 5 };
  const whole = { input_tokens: 20, output_tokens: 4, cost_usd_nanos: 10 };
  const events = journal(
    created,
    { ms: 1, type: "step_started", step: "agent" },
    { ms: 2, type: "step_succeeded", step: "agent:model.1", usage },
    { ms: 3, type: "step_succeeded", step: "agent:model.2", usage },
  );
  expect(foldJournal(events).steps[0]?.usage).toEqual(whole);
  const ended = journal(...events.map((event, ms) => ({ ...event, ms })), {
    ms: 9,
    type: "step_succeeded",
    step: "agent",
    usage: whole,
  });
  expect(foldJournal(ended).steps[0]?.usage).toEqual(whole);
});

test("what a retry keeps took no time in it", () => {
  const { steps } = foldJournal(
    journal(created, { ms: 1, type: "step_succeeded", step: "a", duration_us: 8_000_000, is_kept: true }),
  );
  expect(steps[0]).toMatchObject({ isKept: true, startedAt: kStart + 1, finishedAt: kStart + 1 });
});

test("skipped steps are there without a time", () => {
  const { steps } = foldJournal(journal(created, { ms: 1, type: "steps_skipped", steps: ["a", "b"] }));
  expect(steps.map(({ path, status, startedAt }) => [path, status, startedAt])).toEqual([
    ["a", "skipped", null],
    ["b", "skipped", null],
  ]);
});
