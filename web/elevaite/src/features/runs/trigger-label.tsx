import { CalendarClock, Code, MessageCircle, Play, Webhook, type LucideIcon } from "lucide-react";

import type { Trigger } from "@/queries/run-filter";
import { runsText as text } from "@/text/runs";

export const triggerIcons: Record<Trigger, LucideIcon> = {
  chat: MessageCircle,
  webhook: Webhook,
  schedule: CalendarClock,
  manual: Play,
  api: Code,
};

export function TriggerLabel({ trigger }: { trigger: Trigger }) {
  const Icon = triggerIcons[trigger];
  return (
    <span className="inline-flex items-center gap-1.5 text-muted">
      <Icon aria-hidden className="size-3.5 shrink-0" />
      {text.trigger[trigger]}
    </span>
  );
}
