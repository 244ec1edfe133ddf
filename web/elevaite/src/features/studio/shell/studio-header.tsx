"use client";

import { useQuery } from "@tanstack/react-query";
import {
  ArrowLeft,
  CircleAlert,
  FlaskConical,
  History,
  Keyboard,
  Link2,
  MoreHorizontal,
  Redo2,
  Rocket,
  Search,
  Undo2,
} from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";

import { usePermission } from "@elevaite/shared/session";
import { Badge } from "@elevaite/shared/ui/badge";
import { Button } from "@elevaite/shared/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@elevaite/shared/ui/dropdown-menu";
import { Tooltip } from "@elevaite/shared/ui/tooltip";

import { agentQuery } from "@/queries/agents";
import { studioText as text } from "@/text/studio";

import { useStudioActions } from "../studio-actions";
import { useDocument, useProblems, useStudio, useUi } from "../studio-context";

type StudioHeaderProps = { saveState: ReactNode; onTest: () => void };

export function StudioHeader({ saveState, onTest }: StudioHeaderProps) {
  const { agentId, ui, isReadOnly } = useStudio();
  const { data: agent } = useQuery(agentQuery(agentId));
  const mayDeploy = usePermission("agents:deploy");
  const isTestOpen = useUi((state) => state.isTestOpen);
  return (
    <header className="flex h-12 shrink-0 items-center gap-1.5 border-b bg-surface px-2 sm:gap-2 sm:px-3">
      <Button variant="ghost" size="icon-sm" asChild>
        <Link href={`/agents/${agentId}`} aria-label={text.header.back}>
          <ArrowLeft aria-hidden />
        </Link>
      </Button>
      <h1 className="min-w-0 shrink truncate text-sm font-semibold">{agent?.name}</h1>
      <LiveBadge />
      {isReadOnly ? <Badge>{text.header.readOnly}</Badge> : <UndoButtons />}
      {saveState}
      <span className="flex-1" />
      <ProblemsButton />
      <Button
        size="sm"
        aria-pressed={isTestOpen}
        aria-label={text.header.test}
        disabled={isReadOnly}
        onClick={onTest}
      >
        <FlaskConical aria-hidden />
        <span className="max-sm:hidden">{text.header.test}</span>
      </Button>
      {mayDeploy ? (
        <Button
          size="sm"
          variant="primary"
          aria-label={text.header.deploy}
          onClick={() => ui.setState({ dialog: "deploy" })}
        >
          <Rocket aria-hidden />
          <span className="max-sm:hidden">{text.header.deploy}</span>
        </Button>
      ) : null}
      <MoreMenu />
    </header>
  );
}

function LiveBadge() {
  const { agentId } = useStudio();
  const { data: agent } = useQuery(agentQuery(agentId));
  if (!agent?.deployment) return <Badge className="max-md:hidden">{text.header.notDeployed}</Badge>;
  const number = agent.deployment.version_number ?? 0;
  const isChanged = agent.status === "changed";
  return (
    <Badge tone={isChanged ? "warning" : "success"} className="max-md:hidden">
      {isChanged ? text.header.changed(number) : text.header.live(number)}
    </Badge>
  );
}

function UndoButtons() {
  const actions = useStudioActions();
  const undo = useDocument(({ past }) => past.at(-1)?.label);
  const redo = useDocument(({ future }) => future.at(-1)?.label);
  return (
    <span className="flex max-sm:hidden">
      <Tooltip content={text.header.undo(undo)} hotkey="mod+z" side="bottom">
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={text.header.undo(undo)}
          aria-disabled={undo === undefined}
          onClick={actions.undo}
        >
          <Undo2 aria-hidden />
        </Button>
      </Tooltip>
      <Tooltip content={text.header.redo(redo)} hotkey="mod+shift+z" side="bottom">
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={text.header.redo(redo)}
          aria-disabled={redo === undefined}
          onClick={actions.redo}
        >
          <Redo2 aria-hidden />
        </Button>
      </Tooltip>
    </span>
  );
}

function ProblemsButton() {
  const { ui } = useStudio();
  const problems = useProblems((state) => state.problems);
  const isOpen = useUi((state) => state.side === "problems");
  const errors = problems.filter((problem) => problem.severity === "error").length;
  if (problems.length === 0) return null;
  return (
    <Button
      variant="ghost"
      size="sm"
      aria-pressed={isOpen}
      aria-label={text.header.problems(problems.length)}
      className={errors > 0 ? "text-danger" : "text-warning"}
      onClick={() => ui.setState({ side: isOpen ? null : "problems" })}
    >
      <CircleAlert aria-hidden />
      <span className="tabular-nums">{problems.length}</span>
    </Button>
  );
}

function MoreMenu() {
  const { agentId, ui } = useStudio();
  const { data: agent } = useQuery(agentQuery(agentId));
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon-sm" aria-label={text.header.more}>
          <MoreHorizontal aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem onSelect={() => ui.setState({ side: "versions" })}>
          <History aria-hidden />
          {text.versions.title}
        </DropdownMenuItem>
        {agent?.deployment ? (
          <DropdownMenuItem onSelect={() => ui.setState({ dialog: "use" })}>
            <Link2 aria-hidden />
            {text.use.title}
          </DropdownMenuItem>
        ) : null}
        <DropdownMenuItem onSelect={() => ui.setState({ dialog: "find" })}>
          <Search aria-hidden />
          {text.canvas.find}
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => ui.setState({ dialog: "hotkeys" })}>
          <Keyboard aria-hidden />
          {text.hotkeys.title}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
