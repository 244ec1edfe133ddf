"use client";

import { Ellipsis } from "lucide-react";

import { formatDate } from "@elevaite/shared/format";
import type { Me, Role } from "@elevaite/shared/session";
import { text as shared } from "@elevaite/shared/text";
import { Avatar } from "@elevaite/shared/ui/avatar";
import { Badge } from "@elevaite/shared/ui/badge";
import { Button } from "@elevaite/shared/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@elevaite/shared/ui/dropdown-menu";
import { toast } from "@elevaite/shared/ui/toast";

import { useSetRole, type Member } from "@/queries/members";
import { rolesUpTo } from "@/queries/permissions";
import { membersPageText as text } from "@/text/members";

import type { Question } from "./member-dialog";
import { RoleSelect } from "./role-select";

type MemberRowProps = { member: Member; me: Me; onAsk: (question: Question) => void };

export function MemberRow({ member, me, onAsk }: MemberRowProps) {
  const setRole = useSetRole();
  const name = member.name || member.email;
  const isMe = member.id === me.id;
  const own = me.tenant.role;
  const mayWrite = me.permissions.includes("members:write") && rolesUpTo(own).includes(member.role);
  const questions: Question[] = [
    ...(isMe ? (["leave"] as const) : []),
    ...(!isMe && mayWrite ? (["remove"] as const) : []),
    ...(!isMe && own === "owner" ? (["transfer"] as const) : []),
  ];
  const change = (role: Role) =>
    setRole.mutate(
      { id: member.id, role },
      { onSuccess: () => toast.success(text.roleChanged(name, shared.role[role])) },
    );
  return (
    <li className="flex flex-wrap items-center gap-3 px-3 py-2.5">
      <Avatar name={name} className="size-8" />
      <div className="min-w-40 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 text-sm font-medium">
          <span className="min-w-0 wrap-anywhere">{name}</span>
          {isMe ? <Badge tone="accent">{text.you}</Badge> : null}
        </p>
        <p className="text-xs wrap-anywhere text-muted">
          {member.email} · {text.since(formatDate(member.joined_at))}
        </p>
      </div>
      {mayWrite ? (
        <RoleSelect
          label={text.roleOf(name)}
          value={setRole.isPending ? setRole.variables.role : member.role}
          own={own}
          onChange={change}
        />
      ) : (
        <span className="text-sm text-muted">{shared.role[member.role]}</span>
      )}
      <Actions name={name} questions={questions} onAsk={onAsk} />
    </li>
  );
}

type ActionsProps = { name: string; questions: Question[]; onAsk: (question: Question) => void };

function Actions({ name, questions, onAsk }: ActionsProps) {
  // As wide as the button, so that the roles stand below each other.
  if (questions.length === 0) return <span className="w-8" />;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button size="icon" variant="ghost" aria-label={text.actionsFor(name)}>
          <Ellipsis aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        {questions.map((question) => (
          <DropdownMenuItem key={question} onSelect={() => onAsk(question)}>
            {text[question].action}
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
