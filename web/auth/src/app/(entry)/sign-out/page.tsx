import type { Metadata } from "next";

import { SignOut } from "@/features/entry/sign-out";
import { text } from "@/text/entry";

export const metadata: Metadata = { title: text.signOut.title };

export default SignOut;
