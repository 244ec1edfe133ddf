/** The page of settings. */
export const text = {
  title: "Settings",
  description: "You, your tenant, and how ElevAIte looks to you.",
  sections: "Sections",
  profile: {
    title: "Profile",
    description: "Who you are to the others of your tenant.",
    name: "Name",
    email: "E-mail address",
    id: "User ID",
    since: "Account since",
    copyId: "Copy user ID",
    none: "–",
  },
  tenants: {
    title: "Tenants",
    description: "Everything that you build belongs to the tenant in which you are working.",
    current: "You are here",
    switch: "Switch",
    switchTo: (name: string) => `Switch to ${name}`,
    since: (date: string) => `member since ${date}`,
    copyId: (name: string) => `Copy the ID of ${name}`,
  },
  appearance: {
    title: "Appearance",
    description: "For this browser, in both apps.",
    theme: "Theme",
    timeZone: "Time zone",
    timeZoneHint: "Your browser's. Every time in ElevAIte is shown in it.",
    now: (time: string) => `now ${time}`,
  },
} as const;
