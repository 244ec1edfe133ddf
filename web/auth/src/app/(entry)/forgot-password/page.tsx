import type { Metadata } from "next";

import { ForgotPassword } from "@/features/entry/forgot-password";
import { text } from "@/text/entry";

export const metadata: Metadata = { title: text.forgot.title };

export default ForgotPassword;
