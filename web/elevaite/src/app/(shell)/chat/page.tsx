import type { Metadata } from "next";

import { chatText } from "@/text/chat";

export const metadata: Metadata = { title: chatText.title };

/** What is shown is in the layout. */
export default function Route() {
  return null;
}
