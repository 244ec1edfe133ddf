import type { Metadata } from "next";

import { AgentsPage } from "@/features/agents/agents-page";
import { text } from "@/text";

export const metadata: Metadata = { title: text.agents.title };

export default AgentsPage;
