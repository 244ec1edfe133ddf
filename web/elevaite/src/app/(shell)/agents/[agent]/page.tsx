import type { Metadata } from "next";

import { AgentPage } from "@/features/agents/agent-page";
import { text } from "@/text";

export const metadata: Metadata = { title: text.agents.one };

/** Exported once and served for every id; the browser reads the real one with useRoutePath. */
export function generateStaticParams() {
  return [{ agent: "_" }];
}

// A function of its own: Next overlooks generateStaticParams beside a client component exported directly.
export default function Route() {
  return <AgentPage />;
}
