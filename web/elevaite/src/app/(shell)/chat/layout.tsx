import type { ReactNode } from "react";

import { ChatFrame } from "@/features/chat/chat-frame";

/** The chat is the layout of its pages, so that it stays while the address goes from one to the other. */
export default function ChatLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <ChatFrame />
      {children}
    </>
  );
}
