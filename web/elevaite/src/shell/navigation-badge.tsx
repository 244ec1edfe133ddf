"use client";

import { useQuery } from "@tanstack/react-query";

import { usePermission, useSession } from "@elevaite/shared/session";

import { approvalCountQuery } from "@/queries/approvals";
import { approvalsText } from "@/text/approvals";

/** How many approvals wait. Nothing when there are none: a zero would ask for attention too. */
export function ApprovalsBadge() {
  // The sidebar stands before anybody is known, and asks nothing until then.
  return useSession().status === "signed_in" ? <Count /> : null;
}

function Count() {
  const mayRead = usePermission("runs:read");
  const { data } = useQuery({ ...approvalCountQuery, enabled: mayRead });
  if (!data || data.count === 0) return null;
  const shown = data.hasMore ? `${data.count}+` : String(data.count);
  return (
    <span className="ml-auto rounded-full bg-warning-subtle px-1.5 text-2xs font-semibold text-warning tabular-nums">
      <span aria-hidden>{shown}</span>
      <span className="sr-only">{approvalsText.count(shown)}</span>
    </span>
  );
}
