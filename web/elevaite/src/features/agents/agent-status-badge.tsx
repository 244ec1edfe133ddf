import { CircleCheck, CircleDashed, CircleDot } from "lucide-react";

import { Badge, type BadgeTone } from "@elevaite/shared/ui/badge";

import type { AgentStatus } from "@/queries/agents";
import { agentsText as text } from "@/text/agents";

const looks: Record<AgentStatus, { tone: BadgeTone; icon: typeof CircleDot }> = {
  draft: { tone: "neutral", icon: CircleDashed },
  deployed: { tone: "success", icon: CircleCheck },
  changed: { tone: "warning", icon: CircleDot },
};

export function AgentStatusBadge({ status }: { status: AgentStatus }) {
  const { tone, icon: Icon } = looks[status];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden />
      {text.status[status]}
    </Badge>
  );
}
