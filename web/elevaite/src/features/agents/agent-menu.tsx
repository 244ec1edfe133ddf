"use client";

import {
  Copy,
  Download,
  Ellipsis,
  MessagesSquare,
  Pencil,
  PlaySquare,
  PowerOff,
  Trash2,
  Workflow,
} from "lucide-react";
import Link from "next/link";

import { usePermission } from "@elevaite/shared/session";
import { Button } from "@elevaite/shared/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@elevaite/shared/ui/dropdown-menu";

import type { AgentSummary } from "@/queries/agents";
import { agentsText } from "@/text/agents";

import { useAgentActions } from "./use-agent-actions";

const text = agentsText.actions;

type AgentMenuProps = {
  agent: AgentSummary;
  onEdit: () => void;
  /** When it has been deleted and its page has nothing to show any more. */
  onGone?: () => void;
};

export function AgentMenu({ agent, onEdit, onGone }: AgentMenuProps) {
  const mayWrite = usePermission("agents:write");
  const mayDeploy = usePermission("agents:deploy");
  const actions = useAgentActions(agent);
  return (
    <DropdownMenu modal={false}>
      <DropdownMenuTrigger asChild>
        <Button
          variant="ghost"
          size="icon-sm"
          // Above the link of the row.
          className="relative z-10"
          aria-label={text.of(agent.name)}
        >
          <Ellipsis aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <LinkItems agent={agent} />
        {mayWrite ? (
          <DropdownMenuItem onSelect={onEdit}>
            <Pencil aria-hidden />
            {text.edit}
          </DropdownMenuItem>
        ) : null}
        <DropdownMenuSeparator />
        {mayWrite ? (
          <DropdownMenuItem onSelect={actions.duplicate}>
            <Copy aria-hidden />
            {text.duplicate}
          </DropdownMenuItem>
        ) : null}
        <DropdownMenuItem onSelect={actions.exportFile}>
          <Download aria-hidden />
          {text.export}
        </DropdownMenuItem>
        {mayDeploy && agent.deployment ? (
          <DropdownMenuItem onSelect={actions.undeploy}>
            <PowerOff aria-hidden />
            {text.undeploy}
          </DropdownMenuItem>
        ) : null}
        {mayWrite ? (
          <DropdownMenuItem isDangerous onSelect={() => void actions.remove(onGone)}>
            <Trash2 aria-hidden />
            {text.remove}
          </DropdownMenuItem>
        ) : null}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function LinkItems({ agent }: { agent: AgentSummary }) {
  return (
    <>
      <DropdownMenuItem asChild>
        <Link href={`/agents/${agent.id}/studio`} prefetch={false}>
          <Workflow aria-hidden />
          {text.studio}
        </Link>
      </DropdownMenuItem>
      {agent.deployment ? (
        <DropdownMenuItem asChild>
          <Link href={`/chat?agent=${agent.slug}`} prefetch={false}>
            <MessagesSquare aria-hidden />
            {text.chat}
          </Link>
        </DropdownMenuItem>
      ) : null}
      <DropdownMenuItem asChild>
        <Link href={`/runs?agent=${agent.id}`} prefetch={false}>
          <PlaySquare aria-hidden />
          {text.runs}
        </Link>
      </DropdownMenuItem>
    </>
  );
}
