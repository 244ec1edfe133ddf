import type { Metadata } from "next";

import { SignInForm } from "@/features/entry/sign-in-form";
import { text } from "@/text/entry";

export const metadata: Metadata = { title: text.signIn.title };

export default SignInForm;
