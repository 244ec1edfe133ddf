import type { Metadata } from "next";

import { QueuesPage } from "@/features/jobs/queues/queues-page";
import { jobsText as text } from "@/text/jobs";

export const metadata: Metadata = { title: text.queues.title };

export default QueuesPage;
