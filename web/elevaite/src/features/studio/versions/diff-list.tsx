"use client";

import { Minus, Pencil, Plus } from "lucide-react";
import type { ReactNode } from "react";

import { Badge } from "@elevaite/shared/ui/badge";

import { studioText as text } from "@/text/studio";

import { KindIcon } from "../canvas/kind-icon";
import { meaningful, type DocumentDiff, type FieldChange, type NodeChange } from "../document/diff";
import { titleOf } from "../document/kinds";
import type { JsonValue } from "../document/types";
import { useStudio } from "../studio-context";

const kShownCharacters = 2000;

/** What differs between two workflows, node by node and field by field. */
export function DiffList({ diff, onNode }: { diff: DocumentDiff; onNode?: (id: string) => void }) {
  const nodes = meaningful(diff);
  const edges = diff.addedEdges.length + diff.removedEdges.length;
  const moved = diff.nodes.length - nodes.length;
  if (nodes.length + edges + moved === 0 && !diff.areNotesChanged) {
    return <p className="py-4 text-sm text-muted">{text.versions.noDifference}</p>;
  }
  return (
    <ul aria-label={text.versions.differences} className="flex flex-col gap-2">
      {nodes.map((change) => (
        <NodeItem key={`${change.change}:${change.id}`} change={change} {...(onNode ? { onNode } : {})} />
      ))}
      {edges > 0 ? (
        <li className="px-1 text-sm text-muted">
          {text.versions.edges(diff.addedEdges.length, diff.removedEdges.length)}
        </li>
      ) : null}
      {moved > 0 ? <li className="px-1 text-sm text-muted">{text.versions.moved(moved)}</li> : null}
      {diff.areNotesChanged ? <li className="px-1 text-sm text-muted">{text.versions.notes}</li> : null}
    </ul>
  );
}

const signs = { added: Plus, removed: Minus, changed: Pencil } as const;
const tones = { added: "success", removed: "danger", changed: "warning" } as const;

function NodeItem({ change, onNode }: { change: NodeChange; onNode?: (id: string) => void }) {
  const { catalogue } = useStudio();
  if (change.change === "moved") return null;
  const Sign = signs[change.change];
  const title = titleOf(change.node, catalogue);
  return (
    <li className="rounded-lg border bg-surface">
      <div className="flex items-center gap-2.5 px-3 py-2">
        <KindIcon kind={catalogue.get(change.node.kind)} className="size-7" />
        <div className="min-w-0 flex-1">
          {onNode ? (
            <button
              type="button"
              className="block max-w-full truncate text-sm font-medium hover:underline"
              onClick={() => onNode(change.id)}
            >
              {title}
            </button>
          ) : (
            <p className="truncate text-sm font-medium">{title}</p>
          )}
          <p className="truncate font-mono text-xs text-muted">{change.id}</p>
        </div>
        <Badge tone={tones[change.change]}>
          <Sign aria-hidden />
          {text.versions.marks[change.change]}
        </Badge>
      </div>
      {change.change === "changed" ? (
        <dl className="flex flex-col gap-2 border-t px-3 py-2">
          {change.fields.map((field) => (
            <FieldItem key={field.path} field={field} />
          ))}
        </dl>
      ) : null}
    </li>
  );
}

function FieldItem({ field: { path, before, after } }: { field: FieldChange }) {
  return (
    <div className="flex flex-col gap-1 text-xs">
      <dt className="font-mono text-muted">{path}</dt>
      <dd className="flex flex-col gap-1">
        {before === undefined || before === "" ? null : (
          <Value className="bg-danger-subtle" label={text.versions.before}>
            {before}
          </Value>
        )}
        {after === undefined || after === "" ? null : (
          <Value className="bg-success-subtle" label={text.versions.after}>
            {after}
          </Value>
        )}
      </dd>
    </div>
  );
}

function Value({ children, className, label }: { children: JsonValue; className: string; label: string }) {
  const words = typeof children === "string" ? children : JSON.stringify(children, null, 2);
  const shown: ReactNode = words.length > kShownCharacters ? `${words.slice(0, kShownCharacters)}…` : words;
  return (
    <pre
      className={`max-h-48 overflow-auto rounded-sm px-2 py-1 wrap-anywhere whitespace-pre-wrap ${className}`}
    >
      <span className="sr-only">{label}: </span>
      {shown}
    </pre>
  );
}
