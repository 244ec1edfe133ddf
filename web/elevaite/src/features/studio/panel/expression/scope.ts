import { previewText } from "@/text/run-forks";
import { studioText as text } from "@/text/studio";

import { agentsOf, indexOf, loopsAround, nodeById, nodesBefore } from "../../document/graph";
import { isObject } from "../../document/format";
import { titleOf, type Catalogue, type ConfigSchema } from "../../document/kinds";
import type { JsonObject, JsonValue, WorkflowDocument } from "../../document/types";
import type { Known } from "./completion";

/** What the run on the canvas can tell of real values. */
export type Samples = {
  trigger: JsonValue | undefined;
  /** The output of a node's last step. */
  outputs: ReadonlyMap<string, JsonValue>;
};

export const noSamples: Samples = { trigger: undefined, outputs: new Map() };

function shapeOf(schema: ConfigSchema | undefined): Known[] {
  return Object.entries(schema?.properties ?? {}).map(([name, each]) => ({
    name,
    members: shapeOf(each),
    ...(each.description ? { about: each.description } : {}),
  }));
}

function triggerShape(document: WorkflowDocument, catalogue: Catalogue): Known[] {
  const kinds = document.nodes.map((node) => catalogue.get(node.kind)).filter((kind) => kind?.is_trigger);
  return kinds.flatMap((kind) => shapeOf(kind?.output_schema));
}

/** What arrives at a node: of several, each by the id of its node. */
function inputOf(document: WorkflowDocument, id: string, samples: Samples): JsonValue | undefined {
  const sources = [...new Set((indexOf(document).incoming.get(id) ?? []).map(({ source }) => source))];
  const known = sources.filter((source) => samples.outputs.has(source));
  const [only] = known;
  if (sources.length === 1) return only === undefined ? undefined : samples.outputs.get(only);
  if (known.length === 0) return undefined;
  return Object.fromEntries(known.map((source) => [source, samples.outputs.get(source) ?? null]));
}

function parametersOf(parameters: JsonObject): Known[] {
  const properties = parameters["properties"];
  if (!isObject(properties)) return [];
  return Object.entries(properties).map(([name, schema]) => {
    const about = isObject(schema) && typeof schema["description"] === "string" ? schema["description"] : "";
    return { name, about };
  });
}

/** Everything that the expressions of a node may begin with, as docs/expressions.md lists it. */
export function scopeOf(
  document: WorkflowDocument,
  catalogue: Catalogue,
  id: string,
  samples: Samples,
): Known[] {
  const node = nodeById(document, id);
  const loops = loopsAround(document, id, (other) => catalogue.get(other.kind)?.is_container ?? false);
  const around = new Set(loops.map((loop) => loop.id));
  const before = [...nodesBefore(document, id)]
    .filter((other) => !around.has(other))
    .map((other) => nodeById(document, other))
    .filter((other) => other !== undefined);
  const isTool = agentsOf(document, id).length > 0;
  return [
    {
      name: "trigger",
      about: text.expression.trigger,
      sample: samples.trigger,
      members: triggerShape(document, catalogue),
    },
    {
      name: "nodes",
      about: text.expression.nodes,
      members: before.reverse().map((other) => ({
        name: other.id,
        about: titleOf(other, catalogue),
        sample: other.pinned?.output ?? samples.outputs.get(other.id),
        members: shapeOf(catalogue.get(other.kind)?.output_schema),
      })),
    },
    { name: "input", about: previewText.input, sample: inputOf(document, id, samples) },
    ...(isTool
      ? [
          {
            name: "args",
            about: text.expression.args,
            members: parametersOf(node?.tool?.parameters ?? {}),
          },
        ]
      : []),
    ...(loops.length > 0
      ? [
          { name: "item", about: text.expression.item },
          { name: "index", about: text.expression.index },
        ]
      : []),
    {
      name: "run",
      about: text.expression.run,
      members: [{ name: "id" }, { name: "started_at" }],
    },
    { name: "conversation", about: text.expression.conversation, members: [{ name: "id" }] },
  ];
}
