"use client";

import { CircleAlert, CircleCheck, TriangleAlert, X } from "lucide-react";

import { text as shared } from "@elevaite/shared/text";
import { Button } from "@elevaite/shared/ui/button";
import { cn } from "@elevaite/shared/ui/class-names";

import type { WorkflowProblem } from "@/queries/drafts";
import { studioText as text } from "@/text/studio";

import { indexOf, nodeById } from "../document/graph";
import { titleOf } from "../document/kinds";
import { useStudioActions } from "../studio-actions";
import { useDocument, useProblems, useStudio } from "../studio-context";
import { fieldOf } from "./problem-index";

/** Everything that is wrong with the draft; a click leads to the node and its field. */
export function ProblemsPanel() {
  const { ui } = useStudio();
  const problems = useProblems((state) => state.problems);
  return (
    <aside
      aria-label={text.problems.title}
      className="flex min-h-0 w-96 shrink-0 flex-col border-l bg-surface max-md:absolute max-md:inset-0 max-md:z-20 max-md:w-full"
    >
      <header className="flex h-12 shrink-0 items-center justify-between border-b pr-2 pl-4">
        <h2 className="text-sm font-semibold">{text.problems.title}</h2>
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={shared.close}
          onClick={() => ui.setState({ side: null })}
        >
          <X aria-hidden />
        </Button>
      </header>
      {problems.length === 0 ? (
        <p className="flex items-center gap-2 p-4 text-sm text-muted">
          <CircleCheck aria-hidden className="size-4 text-success" />
          {text.problems.none}
        </p>
      ) : (
        <ul className="min-h-0 flex-1 overflow-y-auto p-2">
          {problems.map((problem, index) => (
            <ProblemItem key={index} problem={problem} />
          ))}
        </ul>
      )}
    </aside>
  );
}

export function ProblemItem({ problem, onGo }: { problem: WorkflowProblem; onGo?: () => void }) {
  const { catalogue, document: store } = useStudio();
  const actions = useStudioActions();
  const node = useDocument(({ document }) => nodeById(document, problem.node_id ?? ""));
  const Icon = problem.severity === "error" ? CircleAlert : TriangleAlert;
  const go = () => {
    onGo?.();
    if (node) {
      actions.open(node.id, fieldOf(problem));
      actions.reveal([node.id]);
      return;
    }
    const edge = indexOf(store.getState().document).edges.get(problem.edge_id ?? "");
    if (!edge) return;
    store.select([edge.id]);
    actions.reveal([edge.source, edge.target]);
  };
  return (
    <li>
      <button
        type="button"
        onClick={go}
        className="flex w-full items-start gap-2 rounded-md px-2 py-2 text-left text-sm hover:bg-subtle"
      >
        <Icon
          role="img"
          aria-label={text.problems.severity[problem.severity]}
          className={cn(
            "mt-0.5 size-4 shrink-0",
            problem.severity === "error" ? "text-danger" : "text-warning",
          )}
        />
        <span className="min-w-0">
          {node ? (
            <span className="block truncate font-medium">
              {titleOf(node, catalogue)}
              {fieldOf(problem) ? (
                <span className="ml-1.5 font-mono text-xs font-normal text-muted">
                  {fieldOf(problem).replace(/^config\./, "")}
                </span>
              ) : null}
            </span>
          ) : null}
          <span className="block wrap-anywhere text-muted">{problem.message}</span>
        </span>
      </button>
    </li>
  );
}
