import type { Metadata } from "next";

import { RunsPage } from "@/features/runs/list/runs-page";
import { runsText } from "@/text/runs";

export const metadata: Metadata = { title: runsText.title };

export default RunsPage;
