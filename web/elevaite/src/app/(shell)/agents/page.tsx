import type { Metadata } from "next";

import { AgentsPage } from "@/features/agents/agents-page";
import { agentsText as text } from "@/text/agents";

export const metadata: Metadata = { title: text.title };

export default AgentsPage;
