import type { Metadata } from "next";

import { InvitationPage } from "@/features/entry/invitation";
import { text } from "@/text/entry";

export const metadata: Metadata = { title: text.invitation.title };

export default InvitationPage;
