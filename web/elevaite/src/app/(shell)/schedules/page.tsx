import type { Metadata } from "next";

import { SchedulesPage } from "@/features/schedules/schedules-page";
import { text } from "@/text/schedules";

export const metadata: Metadata = { title: text.title };

export default SchedulesPage;
