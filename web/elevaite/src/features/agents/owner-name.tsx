"use client";

import { useMemberName } from "@/queries/members";

/** Who made an agent. */
export function OwnerName({ id }: { id: string | null | undefined }) {
  return useMemberName(id) ?? "";
}
