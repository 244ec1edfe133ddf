/** The page of a person's own account. */
export const text = {
  title: "Your account",
  description: "How you sign in, and where you are signed in.",
  open: "Open ElevAIte",
  signOut: "Sign out",
  member: (tenant: string, role: string) => `${role} of ${tenant}`,
  since: (date: string) => `Account since ${date}`,
} as const;
