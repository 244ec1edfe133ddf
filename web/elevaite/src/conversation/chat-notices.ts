/** What a tab tells the other tabs: that something has happened in a conversation. They ask the server themselves. */
const kChannel = "elevaite-chat";

const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(kChannel);

export function tellTabs(conversation: string): void {
  channel?.postMessage({ conversation });
}

export function hearTabs(heard: (conversation: string) => void): () => void {
  const onMessage = ({ data }: MessageEvent<{ conversation: string }>) => heard(data.conversation);
  channel?.addEventListener("message", onMessage);
  return () => channel?.removeEventListener("message", onMessage);
}
