import type { Metadata } from "next";

import { AccountPage } from "@/features/account/account-page";
import { text } from "@/text/account";

export const metadata: Metadata = { title: text.title };

export default AccountPage;
