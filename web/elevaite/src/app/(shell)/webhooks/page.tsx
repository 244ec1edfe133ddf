import type { Metadata } from "next";

import { WebhooksPage } from "@/features/webhooks/webhooks-page";
import { text } from "@/text/webhooks";

export const metadata: Metadata = { title: text.title };

export default WebhooksPage;
