import type { Metadata } from "next";

import { MembersPage } from "@/features/members/members-page";
import { membersPageText as text } from "@/text/members";

export const metadata: Metadata = { title: text.title };

export default MembersPage;
