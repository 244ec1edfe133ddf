/** What people are called where only their id is stored. */
export const membersText = {
  you: "You",
  somebody: "A member",
  former: "Former member",
  nobody: "–",
} as const;

/** The page of members and invitations. */
export const membersPageText = {
  title: "Members",
  description: "Who works in this tenant, and what each may do.",
  invite: "Invite",
  you: "you",
  since: (date: string) => `since ${date}`,
  roleOf: (name: string) => `Role of ${name}`,
  roleChanged: (name: string, role: string) => `${name} is now ${role}`,
  actionsFor: (name: string) => `Actions for ${name}`,
  roles: {
    owner: "May do everything, also end the tenant.",
    admin: "Also changes members, credentials and webhooks, and reads the audit log.",
    builder: "Builds, deploys and runs agents.",
    viewer: "Talks to agents and sees what they did.",
  },
  remove: {
    action: "Remove",
    title: (name: string) => `Remove ${name}?`,
    description: "Their sessions and API keys of this tenant end at once. What they built stays.",
    submit: "Remove member",
    done: (name: string) => `${name} is removed`,
  },
  leave: {
    action: "Leave this tenant",
    title: "Leave this tenant?",
    description: "Your sessions and API keys of it end. Only who is invited again comes back.",
    submit: "Leave",
  },
  transfer: {
    action: "Make owner in my place",
    title: (name: string) => `Make ${name} the owner?`,
    description: "You become an admin. Only the new owner can give it back.",
    submit: "Transfer ownership",
    done: (name: string) => `${name} is the owner now`,
  },
  form: {
    title: "Invite somebody",
    description: "They get a mail with a link that works once, within a week.",
    email: "E-mail address",
    emailMissing: "Enter an e-mail address.",
    role: "Role",
    submit: "Send invitation",
    sent: (email: string) => `${email} is invited`,
  },
  invitations: {
    title: "Invitations",
    none: "Nobody is invited at the moment.",
    as: (role: string) => `as ${role}`,
    expires: "expires",
    expired: "Expired",
    resend: "Send again",
    resendTo: (email: string) => `Send again: the invitation of ${email}`,
    resent: (email: string) => `A new link is on its way to ${email}`,
    revoke: "Revoke",
    revokeOf: (email: string) => `Revoke the invitation of ${email}`,
    revoked: (email: string) => `The invitation of ${email} is revoked`,
  },
} as const;
