import { text } from "@/text/entry";

import { EntryLink } from "./entry-link";

export function SignUpClosed() {
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-col gap-1">
        <h1 className="text-2xl font-semibold tracking-tight">{text.signUp.closedTitle}</h1>
        <p className="text-base text-muted">{text.signUp.closed}</p>
      </div>
      <p className="text-sm text-muted">
        {text.signUp.toSignIn} <EntryLink href="/sign-in">{text.signUp.toSignInLink}</EntryLink>
      </p>
    </div>
  );
}
