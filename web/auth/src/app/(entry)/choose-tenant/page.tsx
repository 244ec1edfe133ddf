import type { Metadata } from "next";

import { ChooseTenant } from "@/features/entry/choose-tenant";
import { text } from "@/text/entry";

export const metadata: Metadata = { title: text.tenants.title };

export default ChooseTenant;
