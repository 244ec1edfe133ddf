import type { Metadata } from "next";

import { AuditLogPage } from "@/features/audit-log/audit-log-page";
import { text } from "@/text/audit-log";

export const metadata: Metadata = { title: text.title };

export default AuditLogPage;
