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
  signIn: {
    title: "Sign-in",
    description: "What this tenant asks of everybody who signs in to it.",
    secondFactor: "Require a second step",
    secondFactorHint:
      "Who has no authenticator app sets one up at the next sign-in. Set up your own first, in your account.",
    ownerOnly: "Owners decide this.",
    required: "Everybody needs a second step now",
    notRequired: "A second step is everybody's own choice now",
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
