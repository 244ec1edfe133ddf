import type { Metadata } from "next";

import { NotificationsPage } from "@/features/notifications/notifications-page";
import { text } from "@/text/notifications";

export const metadata: Metadata = { title: text.title };

export default NotificationsPage;
