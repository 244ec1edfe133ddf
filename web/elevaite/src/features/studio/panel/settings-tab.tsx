"use client";

import { useMemo } from "react";

import { Alert } from "@elevaite/shared/ui/alert";

import { studioText as text } from "@/text/studio";

import { setConfig } from "../document/commands";
import { isAttachedTool } from "../document/graph";
import type { ConfigSchema } from "../document/kinds";
import type { WorkflowNode } from "../document/types";
import { fieldOf, problemsOf } from "../problems/problem-index";
import { useDocument, useProblems, useRun, useStudio } from "../studio-context";
import { scopeOf, type Samples } from "./expression/scope";
import { SchemaField } from "./fields/schema-field";
import { NodeFormProvider, type NodeForm } from "./form-context";
import { PolicyFields } from "./policy-fields";
import { ToolFields } from "./tool-fields";
import { withValue } from "./values";
import { samplesOf } from "./expression/samples";

/** So many settings are shown at once; of the others those that are set, required or wrong. */
const kFirstSettings = 5;

/** What a node's form shares, made from the document, the problems and the run on the canvas. */
function useForm(node: WorkflowNode): NodeForm {
  const { document: store, catalogue, isReadOnly } = useStudio();
  const document = useDocument((state) => state.document);
  const problems = useProblems((state) => problemsOf(state.problems, node.id));
  const view = useRun((state) => state.view);
  const whole = useRun((state) => state.whole);
  const input = useRun((state) => state.input);
  const samples: Samples = useMemo(() => samplesOf({ view, whole, input }), [view, whole, input]);
  const scope = useMemo(
    () => scopeOf(document, catalogue, node.id, samples),
    [document, catalogue, node.id, samples],
  );
  return {
    node: node.id,
    kind: node.kind,
    config: node.config,
    isReadOnly,
    scope,
    set: (path, value, isTyping = false) => {
      const now = store.getState().document.nodes.find(({ id }) => id === node.id);
      if (!now) return;
      store.apply(setConfig(catalogue, node.id, withValue(now.config, path, value)), {
        label: text.did.setting,
        key: `config:${node.id}:${path.join(".")}`,
        isTyping,
      });
    },
    problemAt: (path) => problems.find((problem) => fieldOf(problem) === `config.${path}`)?.message,
  };
}

export function SettingsTab({ node }: { node: WorkflowNode }) {
  const { catalogue } = useStudio();
  const form = useForm(node);
  const kind = catalogue.get(node.kind);
  const isTool = useDocument(({ document }) => isAttachedTool(document, node.id));
  const general = useProblems(({ problems }) => problemsOf(problems, node.id)).filter(
    (problem) => !fieldOf(problem).includes("."),
  );
  if (!kind) return <Alert tone="danger" title={text.panel.unknownKind(node.kind)} />;
  return (
    <NodeFormProvider value={form}>
      <div data-document-field className="flex flex-col gap-4">
        <p className="text-sm text-muted">{kind.description}</p>
        {general.map((problem) => (
          <Alert
            key={problem.code + problem.message}
            tone={problem.severity === "error" ? "danger" : "warning"}
          >
            {problem.message}
          </Alert>
        ))}
        {isTool ? <ToolFields node={node} /> : null}
        <ConfigFields node={node} schema={kind.config_schema} />
        <PolicyFields node={node} isTrigger={kind.is_trigger} />
      </div>
    </NodeFormProvider>
  );
}

function ConfigFields({ node, schema }: { node: WorkflowNode; schema: ConfigSchema }) {
  const problems = useProblems((state) => problemsOf(state.problems, node.id));
  const required = new Set(schema.required ?? []);
  const entries = Object.entries(schema.properties ?? {});
  const isWrong = (name: string) =>
    problems.some((problem) => new RegExp(`^config\\.${name}(?![A-Za-z0-9_])`).test(fieldOf(problem)));
  const isFirst = ([name]: [string, ConfigSchema], index: number) =>
    index < kFirstSettings || required.has(name) || isWrong(name);
  const first = entries.filter(isFirst);
  const more = entries.filter((entry) => !first.includes(entry));
  const draw = ([name, each]: [string, ConfigSchema]) => (
    <SchemaField
      key={name}
      path={[name]}
      schema={each}
      value={node.config[name]}
      isRequired={required.has(name)}
      isExpression={each["x-expression"] === true}
    />
  );
  return (
    <>
      {first.map(draw)}
      {more.length > 0 ? (
        <details className="group" open={more.some(([name]) => node.config[name] !== undefined)}>
          <summary className="text-sm font-medium text-muted hover:text-text">
            {text.panel.more(more.length)}
          </summary>
          <div className="flex flex-col gap-4 pt-3">{more.map(draw)}</div>
        </details>
      ) : null}
    </>
  );
}
