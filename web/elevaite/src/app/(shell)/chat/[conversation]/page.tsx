import type { Metadata } from "next";

import { chatText } from "@/text/chat";

export const metadata: Metadata = { title: chatText.title };

/** Exported once and served for every id; the browser reads the real one with useRoutePath. */
export function generateStaticParams() {
  return [{ conversation: "_" }];
}

/** What is shown is in the layout. */
export default function Route() {
  return null;
}
