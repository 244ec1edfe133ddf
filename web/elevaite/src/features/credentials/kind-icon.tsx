import { Database, KeyRound, List, Mail, MessageSquare, Sparkles, User, type LucideIcon } from "lucide-react";

import { cn } from "@elevaite/shared/ui/class-names";

/** The icons that the kinds name; a kind that is newer than this page has a key. */
const icons: Record<string, LucideIcon> = {
  database: Database,
  list: List,
  mail: Mail,
  "message-square": MessageSquare,
  sparkles: Sparkles,
  user: User,
};

export function KindIcon({ icon, className }: { icon: string | undefined; className?: string }) {
  const Icon = (icon && icons[icon]) || KeyRound;
  return (
    <span className={cn("flex size-8 shrink-0 items-center justify-center rounded-md bg-subtle", className)}>
      <Icon aria-hidden className="size-4 text-muted" />
    </span>
  );
}
