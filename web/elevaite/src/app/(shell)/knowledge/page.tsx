import type { Metadata } from "next";

import { KnowledgePage } from "@/features/knowledge/knowledge-page";
import { knowledgeText as text } from "@/text/knowledge";

export const metadata: Metadata = { title: text.title };

export default KnowledgePage;
