import type { Metadata } from "next";

import { ApprovalsPage } from "@/features/approvals/approvals-page";
import { approvalsText } from "@/text/approvals";

export const metadata: Metadata = { title: approvalsText.title };

export default ApprovalsPage;
