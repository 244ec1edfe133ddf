import type { Metadata } from "next";

import { SignUpForm } from "@/features/sign-in/sign-up-form";
import { text } from "@/text";

export const metadata: Metadata = { title: text.signUp.title };

export default SignUpForm;
