import type { Metadata } from "next";

import { CredentialsPage } from "@/features/credentials/credentials-page";
import { text } from "@/text/credentials";

export const metadata: Metadata = { title: text.title };

export default CredentialsPage;
