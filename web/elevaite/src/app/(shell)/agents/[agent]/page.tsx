import type { Metadata } from "next";

import { AgentPage } from "@/features/agents/agent-page";
import { agentsText as text } from "@/text/agents";

export const metadata: Metadata = { title: text.one };

/** Exported once and served for every id; the browser reads the real one with useRoutePath. */
export function generateStaticParams() {
  return [{ agent: "_" }];
}

// A function of its own: Next overlooks generateStaticParams beside a client component exported directly.
export default function Route() {
  return <AgentPage />;
}
