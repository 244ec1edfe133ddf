import type { Metadata } from "next";

import { SettingsPage } from "@/features/settings/settings-page";
import { text } from "@/text/settings";

export const metadata: Metadata = { title: text.title };

export default SettingsPage;
