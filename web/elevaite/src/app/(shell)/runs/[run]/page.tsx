import type { Metadata } from "next";

import { RunPage } from "@/features/runs/detail/run-page";
import { runsText } from "@/text/runs";

export const metadata: Metadata = { title: runsText.one };

/** Exported once and served for every id; the browser reads the real one with useRoutePath. */
export function generateStaticParams() {
  return [{ run: "_" }];
}

// A function of its own: Next overlooks generateStaticParams beside a client component exported directly.
export default function Route() {
  return <RunPage />;
}
