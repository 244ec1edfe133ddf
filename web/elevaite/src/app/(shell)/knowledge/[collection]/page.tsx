import type { Metadata } from "next";

import { CollectionPage } from "@/features/knowledge/collection/collection-page";
import { knowledgeText as text } from "@/text/knowledge";

export const metadata: Metadata = { title: text.one };

/** Exported once and served for every id; the browser reads the real one with useRoutePath. */
export function generateStaticParams() {
  return [{ collection: "_" }];
}

// A function of its own: Next overlooks generateStaticParams beside a client component exported directly.
export default function Route() {
  return <CollectionPage />;
}
