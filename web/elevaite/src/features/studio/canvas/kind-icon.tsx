import {
  Bot,
  Box,
  CalendarClock,
  Clock,
  Database,
  FileText,
  GitFork,
  Globe,
  Hash,
  Mail,
  Merge,
  MessageCircle,
  OctagonX,
  Pencil,
  Play,
  Repeat,
  Reply,
  Shuffle,
  Sparkles,
  Split,
  Table,
  UserCheck,
  Webhook,
  type LucideIcon,
} from "lucide-react";

import { cn } from "@elevaite/shared/ui/class-names";

import type { NodeCategory, NodeKind } from "../document/kinds";

/** The catalogue names icons of lucide.dev; those that the engine's kinds use are here. */
const icons: Record<string, LucideIcon> = {
  bot: Bot,
  "calendar-clock": CalendarClock,
  clock: Clock,
  database: Database,
  "file-text": FileText,
  "git-fork": GitFork,
  globe: Globe,
  mail: Mail,
  merge: Merge,
  "message-circle": MessageCircle,
  "octagon-x": OctagonX,
  pencil: Pencil,
  play: Play,
  repeat: Repeat,
  reply: Reply,
  shuffle: Shuffle,
  slack: Hash,
  sparkles: Sparkles,
  split: Split,
  table: Table,
  "user-check": UserCheck,
  webhook: Webhook,
};

const tones: Record<NodeCategory, string> = {
  trigger: "bg-success-subtle text-success",
  ai: "bg-accent-subtle text-accent-text",
  action: "bg-info-subtle text-info",
  logic: "bg-warning-subtle text-warning",
};

/** The sign of a node kind on the colour of its category. */
export function KindIcon({ kind, className }: { kind: NodeKind | undefined; className?: string }) {
  const Icon = icons[kind?.icon ?? ""] ?? Box;
  return (
    <span
      aria-hidden
      className={cn(
        "inline-flex size-8 shrink-0 items-center justify-center rounded-md [&_svg]:size-4 [&_svg]:text-current!",
        kind ? tones[kind.category] : "bg-subtle text-muted",
        className,
      )}
    >
      <Icon />
    </span>
  );
}
