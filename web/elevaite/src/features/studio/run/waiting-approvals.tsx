"use client";

import { isApproval } from "@/queries/run-journal";

import { useRun } from "../studio-context";
import { StepApproval } from "./step-approval";

/** The questions that the run on the canvas waits for. */
export function WaitingApprovals() {
  const run = useRun((state) => state.run);
  const view = useRun((state) => state.view);
  const waiting = (view?.steps ?? []).filter((step) => step.wait !== null && isApproval(step));
  return run ? waiting.map((step) => <StepApproval key={step.path} run={run} step={step} />) : null;
}
