import type { Metadata } from "next";

import { SignUpForm } from "@/features/entry/sign-up-form";
import { text } from "@/text/entry";

export const metadata: Metadata = { title: text.signUp.title };

export default SignUpForm;
