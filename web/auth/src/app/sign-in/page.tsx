import type { Metadata } from "next";

import { SignInForm } from "@/features/sign-in/sign-in-form";
import { text } from "@/text";

export const metadata: Metadata = { title: text.signIn.title };

export default SignInForm;
