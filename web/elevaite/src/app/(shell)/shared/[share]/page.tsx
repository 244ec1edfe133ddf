import type { Metadata } from "next";

import { SharedPage } from "@/features/chat/shared-page";
import { chatText } from "@/text/chat";

export const metadata: Metadata = { title: chatText.shared.title };

/** Exported once and served for every id; the browser reads the real one with useRoutePath. */
export function generateStaticParams() {
  return [{ share: "_" }];
}

export default function Route() {
  return <SharedPage />;
}
