/** Every English string of the ElevAIte App, by feature. A text with a blank is a function. */
export const text = {
  app: {
    name: "ElevAIte",
    description: "Build agents on a canvas, deploy them, talk to them.",
  },
  shell: {
    skipToContent: "Skip to the content",
    navigation: "Main",
    more: "More",
    menu: "Menu",
    commandPalette: "Search and commands",
    search: "Search",
    commandPlaceholder: "Search agents, or go to …",
    commandEmpty: "Nothing matches.",
    goTo: "Go to",
    agents: "Agents",
    switchTenant: "Switch tenant",
    tenant: "Tenant",
    userMenu: "Your account",
    signOut: "Sign out",
  },
  navigation: {
    home: "Home",
    agents: "Agents",
    chat: "Chat",
    runs: "Runs",
    approvals: "Approvals",
    files: "Files",
    credentials: "Credentials",
    apiKeys: "API keys",
    settings: "Settings",
  },
} as const;
