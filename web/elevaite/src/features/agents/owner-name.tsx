"use client";

import { useQuery } from "@tanstack/react-query";

import { meQuery } from "@elevaite/shared/session";

import { agentsText as text } from "@/text/agents";

/** Who made an agent. There is no question yet that names other members. */
export function OwnerName({ id }: { id: string | null | undefined }) {
  const { data: me } = useQuery(meQuery);
  if (!id || !me) return "–";
  return id === me.id ? text.you : text.somebodyElse;
}
