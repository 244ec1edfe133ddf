import type { Metadata } from "next";

import { MailPage } from "@/features/mail/mail-page";
import { text } from "@/text/mail";

export const metadata: Metadata = { title: text.title };

export default MailPage;
