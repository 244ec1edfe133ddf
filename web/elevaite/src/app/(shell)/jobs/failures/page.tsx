import type { Metadata } from "next";

import { FailuresPage } from "@/features/jobs/failures/failures-page";
import { jobsText as text } from "@/text/jobs";

export const metadata: Metadata = { title: text.failures.title };

export default FailuresPage;
