import type { Metadata } from "next";

import { VerifyEmail } from "@/features/entry/verify-email";
import { text } from "@/text/entry";

export const metadata: Metadata = { title: text.verify.title };

export default VerifyEmail;
