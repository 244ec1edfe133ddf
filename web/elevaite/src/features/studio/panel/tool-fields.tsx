"use client";

import { Field } from "@elevaite/shared/ui/field";
import { Input } from "@elevaite/shared/ui/input";
import { Label } from "@elevaite/shared/ui/label";
import { Switch } from "@elevaite/shared/ui/switch";
import { Textarea } from "@elevaite/shared/ui/textarea";

import { studioText as text } from "@/text/studio";

import { setTool } from "../document/commands";
import type { ToolSettings, WorkflowNode } from "../document/types";
import { problemsOf } from "../problems/problem-index";
import { useProblems, useStudio } from "../studio-context";
import { ParametersField } from "./parameters-field";

/** How a node that is attached to an agent looks to the agent's model. */
export function ToolFields({ node }: { node: WorkflowNode }) {
  const { document, isReadOnly } = useStudio();
  const problems = useProblems((state) => problemsOf(state.problems, node.id));
  const problemAt = (field: string) => problems.find((problem) => problem.field === field)?.message;
  const tool: ToolSettings = node.tool ?? {
    name: "",
    description: "",
    parameters: {},
    needs_approval: false,
  };
  const change = (part: Partial<ToolSettings>, isTyping = true) =>
    document.apply(setTool(node.id, { ...tool, ...part }), {
      label: text.did.toolSetting,
      key: `tool:${node.id}:${Object.keys(part).join()}`,
      isTyping,
    });
  return (
    <section aria-label={text.tool.title} className="flex flex-col gap-4 rounded-lg border bg-subtle/50 p-3">
      <h3 className="text-sm font-semibold">{text.tool.title}</h3>
      <div data-field="tool.name">
        <Field label={text.tool.name} hint={text.tool.nameHint} error={problemAt("tool.name")}>
          <Input
            className="font-mono text-xs"
            value={tool.name}
            maxLength={64}
            autoComplete="off"
            spellCheck={false}
            readOnly={isReadOnly}
            onChange={(event) => change({ name: event.target.value })}
          />
        </Field>
      </div>
      <div data-field="tool.description">
        <Field
          label={text.tool.description}
          hint={text.tool.descriptionHint}
          error={problemAt("tool.description") ?? problemAt("tool")}
        >
          <Textarea
            value={tool.description}
            readOnly={isReadOnly}
            onChange={(event) => change({ description: event.target.value })}
          />
        </Field>
      </div>
      <ParametersField
        parameters={tool.parameters}
        problem={problemAt("tool.parameters")}
        isReadOnly={isReadOnly}
        onParameters={(parameters, isTyping) => change({ parameters }, isTyping)}
      />
      <div className="flex items-start justify-between gap-3">
        <div>
          <Label htmlFor="needs-approval">{text.tool.needsApproval}</Label>
          <p className="text-xs text-muted">{text.tool.needsApprovalHint}</p>
        </div>
        <Switch
          id="needs-approval"
          checked={tool.needs_approval}
          disabled={isReadOnly}
          onCheckedChange={(needs_approval) => change({ needs_approval }, false)}
        />
      </div>
    </section>
  );
}
