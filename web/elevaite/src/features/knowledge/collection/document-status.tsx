import { CircleCheck, CircleDashed, CircleX, LoaderCircle } from "lucide-react";

import { Badge, type BadgeTone } from "@elevaite/shared/ui/badge";

import type { Document } from "@/queries/knowledge";
import { knowledgeText } from "@/text/knowledge";

type Status = Document["status"];

// Each has its own sign as well: colour alone tells nothing to those who cannot see it.
const looks: Record<Status, { tone: BadgeTone; icon: typeof CircleX }> = {
  queued: { tone: "neutral", icon: CircleDashed },
  parsing: { tone: "info", icon: LoaderCircle },
  embedding: { tone: "info", icon: LoaderCircle },
  ready: { tone: "success", icon: CircleCheck },
  failed: { tone: "danger", icon: CircleX },
};

export function DocumentStatus({ status }: { status: Status }) {
  const { tone, icon: Icon } = looks[status];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden className={Icon === LoaderCircle ? "animate-spin motion-reduce:animate-none" : ""} />
      {knowledgeText.documents.status[status]}
    </Badge>
  );
}
