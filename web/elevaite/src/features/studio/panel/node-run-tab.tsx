"use client";

import { Play } from "lucide-react";
import { useState } from "react";

import { Button } from "@elevaite/shared/ui/button";
import { Field } from "@elevaite/shared/ui/field";

import { studioText as text } from "@/text/studio";

import { agentsOf, indexOf, isAttachedTool } from "../document/graph";
import type { WorkflowNode } from "../document/types";
import { useRunActions } from "../run/run-actions";
import { ForkHere } from "../run/fork-here";
import { StepDetails } from "../run/step-details";
import { stepsOfNode } from "../run/steps-of-node";
import { useDocument, useRun, useStudio } from "../studio-context";
import { CodeArea } from "./fields/code-field";
import { PinnedData } from "./pinned-data";
import { looksBroken, looseText, looseValue } from "./values";

/** What the run on the canvas did with this node, and running it alone. */
export function NodeRunTab({ node }: { node: WorkflowNode }) {
  const view = useRun((state) => state.view);
  const run = useRun((state) => state.run);
  const agents = useDocument(({ document }) => agentsOf(document, node.id).join(" "));
  const steps = stepsOfNode(view?.steps ?? [], node.id, agents ? agents.split(" ") : [], node.tool?.name);
  return (
    <div className="flex flex-col gap-5">
      <RunAlone node={node} />
      <ForkHere node={node.id} />
      <PinnedData key={node.id} node={node} steps={steps} />
      {steps.length > 0 && run ? (
        <StepDetails run={run} steps={steps} all={view?.steps ?? []} />
      ) : (
        <p className="text-sm text-muted">{run ? text.run.notReached : text.run.nothingYet}</p>
      )}
    </div>
  );
}

function RunAlone({ node }: { node: WorkflowNode }) {
  const { isReadOnly } = useStudio();
  const actions = useRunActions();
  const isTool = useDocument(({ document }) => isAttachedTool(document, node.id));
  const whole = useRun((state) => state.whole?.view);
  const before = useDocument(({ document }) => indexOf(document).incoming.get(node.id)?.[0]?.source);
  const arrived = whole?.steps.find((step) => step.node === before && step.output !== undefined)?.output;
  const [typed, setTyped] = useState<string | null>(null);
  const [isStarting, setIsStarting] = useState(false);
  const input = typed ?? looseText((arrived ?? {}) as never);
  if (isReadOnly) return null;
  if (isTool) return <p className="text-sm text-muted">{text.run.toolAlone}</p>;
  const start = async () => {
    setIsStarting(true);
    await actions.node(node.id, looseValue(input) ?? null);
    setIsStarting(false);
  };
  return (
    <div className="flex flex-col gap-2 border-b pb-4">
      <Field
        label={text.run.input}
        hint={text.run.inputHint}
        error={looksBroken(input) ? text.values.brokenJson : undefined}
      >
        <CodeArea className="min-h-16" value={input} onValue={setTyped} />
      </Field>
      <Button className="self-start" isPending={isStarting} onClick={() => void start()}>
        <Play aria-hidden />
        {text.run.oneNode}
      </Button>
    </div>
  );
}
