import type { Metadata } from "next";

import { StudioPage } from "@/features/studio/studio-page";
import { studioText } from "@/text/studio";

export const metadata: Metadata = { title: studioText.title };

/** Exported once and served for every id; the browser reads the real one with useRoutePath. */
export function generateStaticParams() {
  return [{ agent: "_" }];
}

export default function Route() {
  return <StudioPage />;
}
