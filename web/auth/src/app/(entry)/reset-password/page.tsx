import type { Metadata } from "next";

import { ResetPassword } from "@/features/entry/reset-password";
import { text } from "@/text/entry";

export const metadata: Metadata = { title: text.reset.title };

export default ResetPassword;
