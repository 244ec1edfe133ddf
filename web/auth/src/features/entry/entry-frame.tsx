import type { ReactNode } from "react";

import { Logo } from "@elevaite/shared/ui/logo";

import { text } from "@/text";

import { EntryPicture } from "./entry-picture";

/** The forms at the left, what they lead to at the right; on a phone only the forms. */
export function EntryFrame({ children }: { children: ReactNode }) {
  return (
    <div className="grid min-h-dvh lg:grid-cols-2">
      <div className="flex min-w-0 flex-col px-4 py-5 sm:px-8">
        <header className="flex items-center gap-2 text-base font-semibold tracking-tight">
          <Logo />
          {text.app.name}
        </header>
        <main className="mx-auto flex w-full max-w-sm flex-1 flex-col justify-center py-10">{children}</main>
      </div>
      <aside
        aria-label={text.app.name}
        className="relative hidden overflow-hidden border-l bg-subtle/50 lg:block"
      >
        <EntryPicture />
      </aside>
    </div>
  );
}
