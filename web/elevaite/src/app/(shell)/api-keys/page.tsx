import type { Metadata } from "next";

import { ApiKeysPage } from "@/features/api-keys/api-keys-page";
import { text } from "@/text/api-keys";

export const metadata: Metadata = { title: text.title };

export default ApiKeysPage;
