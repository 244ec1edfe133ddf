import { isLongEnough } from "@elevaite/shared/account";

import { text } from "@/text/entry";

/** What is wrong with each field, by its name. */
export type Faults = Record<string, string>;

// Only what cannot be an address at all; the server knows the rest.
const looksLikeEmail = (email: string) => /^[^\s@]+@[^\s@]+$/.test(email);

/** What can be said without asking the server. `minLength` is for a new password; null for one that exists. */
export function faultsOf(fields: { email: string; password: string }, minLength: number | null): Faults {
  const faults: Faults = {};
  if (!fields.email) faults["email"] = text.signIn.emailMissing;
  else if (!looksLikeEmail(fields.email)) faults["email"] = text.signIn.emailOdd;
  if (!fields.password) faults["password"] = text.signIn.passwordMissing;
  else if (minLength !== null && !isLongEnough(fields.password, minLength)) {
    faults["password"] = text.signUp.tooShort(minLength);
  }
  return faults;
}
