import { describe, expect, it } from "vitest";

import { nodeRunsOf, toolKey } from "./node-runs";
import { answerOf, emptyRun, foldDeltas, foldEvents, nodeOfPath, type RunEvent } from "./run-fold";
import { createSseReader } from "./sse";

describe("server-sent events", () => {
  it("are read from pieces that are cut anywhere", () => {
    const text = ': ok\n\nid: 1\ndata: {"a":1}\n\nevent: delta\r\ndata: x\r\ndata: y\r\n\r\nid: 2\ndata\n\n';
    for (const size of [1, 3, 7, 1000]) {
      const read = createSseReader();
      const pieces = text.match(new RegExp(`[^]{1,${size}}`, "g")) ?? [];
      expect(pieces.flatMap(read)).toEqual([
        { id: "1", event: "message", data: '{"a":1}' },
        { id: "1", event: "delta", data: "x\ny" },
        { id: "2", event: "message", data: "" },
      ]);
    }
  });
});

let seq = 0;
const event = (type: string, more: Partial<RunEvent> = {}): RunEvent => ({
  seq: ++seq,
  type,
  at: new Date(seq * 1000).toISOString(),
  ...more,
});

describe("a run", () => {
  it("is a fold of its journal", () => {
    seq = 0;
    const model = { step: "agent:model.1", node: "agent", kind: "model_call", parent: "agent" };
    const tool = { step: "agent:tool.1", node: "agent", kind: "tool_call", parent: "agent", title: "look" };
    let view = foldEvents(emptyRun, [
      event("run_created", { input: { message: "hi" }, trigger_node: "chat" }),
      event("step_succeeded", { step: "chat", node: "chat", output: { message: "hi" }, duration_us: 1500 }),
      event("step_started", { step: "agent", node: "agent", kind: "agent" }),
      event("step_started", model),
    ]);
    view = foldDeltas(view, [
      { step: "agent:model.1", text: "Hel" },
      { step: "agent:model.1", text: "lo" },
    ]);
    expect(view.steps.get("agent:model.1")?.text).toBe("Hello");
    expect(nodeRunsOf(view).get("agent")?.status).toBe("running");
    view = foldEvents(view, [
      event("step_succeeded", { ...model, usage: { input_tokens: 10, output_tokens: 2, cost_usd_nanos: 5 } }),
      event("step_started", tool),
      event("step_failed", { ...tool, error: { detail: "no" } }),
      event("step_succeeded", { step: "agent", node: "agent", output: { text: "Hello" }, handle: "out" }),
      event("steps_skipped", { steps: ["other"] }),
      event("run_succeeded", { output: { text: "Hello" }, usage: { input_tokens: 10 } }),
    ]);
    const runs = nodeRunsOf(view);
    expect(view.status).toBe("succeeded");
    expect(runs.get("chat")).toMatchObject({ status: "succeeded", durationMs: 1.5 });
    expect(runs.get("agent")).toMatchObject({ status: "succeeded", tokens: 12, costNanos: 5 });
    expect(runs.get(toolKey("agent", "look"))?.status).toBe("failed");
    expect(runs.get("other")?.status).toBe("skipped");
    expect(foldEvents(view, [{ ...event("run_failed"), seq: 3 }]).status).toBe("succeeded");
  });

  it("waits, goes on and is cancelled", () => {
    seq = 0;
    const ask = { step: "ask", node: "ask", kind: "approval" };
    let view = foldEvents(emptyRun, [
      event("run_created"),
      event("step_waiting", { ...ask, key: "approval", payload: { title: "May I?" } }),
      event("run_waiting"),
    ]);
    expect(view.status).toBe("waiting");
    expect(view.steps.get("ask")?.wait?.payload).toEqual({ title: "May I?" });
    view = foldEvents(view, [event("step_signalled", ask)]);
    expect(view.steps.get("ask")?.wait).toBeUndefined();
    view = foldEvents(view, [event("run_cancelled")]);
    expect(view.steps.get("ask")?.status).toBe("skipped");
  });

  it("of one node says nothing about the others, and passes of a loop are one node", () => {
    seq = 0;
    const view = foldEvents(emptyRun, [
      event("run_created", { only_node: "each" }),
      event("steps_skipped", { steps: ["a"] }),
      event("step_succeeded", { step: "each[0].b", duration_us: 1000 }),
      event("step_failed", { step: "each[1].b", duration_us: 1000 }),
    ]);
    const runs = nodeRunsOf(view);
    expect(runs.has("a")).toBe(false);
    expect(runs.get("b")).toMatchObject({ status: "failed", count: 2, durationMs: 2 });
  });
});

describe("words of a run", () => {
  it("finds the node of a path", () => {
    expect(
      ["fetch", "each[3].fetch", "a[1].b[2].c", "agent:model.1", "each[0].agent:tool.x"].map(nodeOfPath),
    ).toEqual(["fetch", "fetch", "c", "agent", "agent"]);
  });

  it("finds the answer", () => {
    expect(answerOf({ text: "a" })).toBe("a");
    expect(answerOf("b")).toBe("b");
    expect(answerOf({ status: 200, body: { text: "c" } })).toBe("c");
    expect(answerOf({ rows: [] })).toBeNull();
    expect(answerOf(null)).toBeNull();
  });
});
