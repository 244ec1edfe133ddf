import type { Metadata } from "next";

import { JobsPage } from "@/features/jobs/list/jobs-page";
import { jobsText as text } from "@/text/jobs";

export const metadata: Metadata = { title: text.title };

export default JobsPage;
