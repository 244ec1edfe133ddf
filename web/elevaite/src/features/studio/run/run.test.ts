import { describe, expect, it } from "vitest";

import { foldJournal, type RunEvent } from "@/queries/run-journal";

import { nodeRunsOf, toolKey } from "./node-runs";
import { createRunStore } from "./run-store";

function journal(...entries: (Partial<RunEvent> & { type: string; [name: string]: unknown })[]): RunEvent[] {
  return entries.map((entry, index) => ({
    seq: index + 1,
    at: new Date(1_800_000_000_000 + index * 1000).toISOString(),
    ...entry,
  }));
}

const agentRun = journal(
  { type: "run_created", input: { message: "hi" }, trigger_node: "chat" },
  { type: "step_succeeded", step: "chat", node: "chat", kind: "chat_trigger", duration_us: 1500 },
  { type: "step_started", step: "agent", node: "agent", kind: "agent" },
  { type: "step_started", step: "agent:tool.1", node: "agent", kind: "tool_call", title: "look" },
  { type: "step_failed", step: "agent:tool.1", node: "agent", kind: "tool_call", title: "look" },
  {
    type: "step_succeeded",
    step: "agent:model.1",
    node: "agent",
    kind: "model_call",
    usage: { input_tokens: 10, output_tokens: 2, cost_usd_nanos: 5 },
  },
  { type: "step_succeeded", step: "agent", node: "agent", kind: "agent", output: { text: "Hello" } },
  { type: "steps_skipped", steps: ["other"] },
  { type: "run_succeeded", output: { text: "Hello" } },
);

describe("nodes of a run", () => {
  it("are told by their steps, and tools by the agent's calls", () => {
    const runs = nodeRunsOf(foldJournal(agentRun).steps, null);
    expect(runs.get("chat")).toMatchObject({ status: "succeeded", durationMs: 1.5 });
    expect(runs.get("agent")).toMatchObject({ status: "succeeded", tokens: 12, costNanos: 5 });
    expect(runs.get(toolKey("agent", "look"))?.status).toBe("failed");
    expect(runs.get("other")?.status).toBe("skipped");
  });

  it("are one for all passes of a loop, and keep what did not change", () => {
    const events = journal(
      { type: "run_created", only_node: "each" },
      { type: "steps_skipped", steps: ["a"] },
      { type: "step_succeeded", step: "each[0].b", duration_us: 1000 },
      { type: "step_failed", step: "each[1].b", duration_us: 1000 },
    );
    const runs = nodeRunsOf(foldJournal(events).steps, "each");
    expect(runs.has("a")).toBe(false);
    expect(runs.get("b")).toMatchObject({ status: "failed", count: 2 });
    const again = nodeRunsOf(foldJournal(events).steps, "each", runs);
    expect(again.get("b")).toBe(runs.get("b"));
  });
});

describe("run store", () => {
  it("follows a run and what its models say, and stops when another is shown", async () => {
    const signals: AbortSignal[] = [];
    const store = createRunStore(
      ({ signal, onEvents, onDelta, run }) => {
        signals.push(signal);
        if (run === "run_2") return Promise.resolve();
        onEvents(agentRun.slice(0, 3));
        onDelta?.({ type: "text_delta", step: "agent:model.1", text: "Hel" });
        onDelta?.({ type: "text_delta", step: "agent:model.1", text: "lo" });
        return Promise.resolve();
      },
      (work) => work(),
    );
    store.show("run_1");
    await Promise.resolve();
    expect(store.getState()).toMatchObject({ run: "run_1", triggerNode: "chat", input: { message: "hi" } });
    expect(store.getState().texts.get("agent")).toBe("Hello");
    expect(store.getState().nodes.get("agent")?.status).toBe("running");
    store.show("run_2");
    expect(signals[0]?.aborted).toBe(true);
    store.clear();
    expect(store.getState().run).toBeNull();
  });
});
