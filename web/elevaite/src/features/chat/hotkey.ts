export const kNewChatHotkey = "mod+shift+o";
