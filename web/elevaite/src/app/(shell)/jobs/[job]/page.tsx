import type { Metadata } from "next";

import { JobPage } from "@/features/jobs/detail/job-page";
import { jobsText as text } from "@/text/jobs";

export const metadata: Metadata = { title: text.one };

/** Exported once and served for every id; the browser reads the real one with useRoutePath. */
export function generateStaticParams() {
  return [{ job: "_" }];
}

// A function of its own: Next overlooks generateStaticParams beside a client component exported directly.
export default function Route() {
  return <JobPage />;
}
