import type { ReactNode } from "react";

/** The <html> of both apps. */
export function Document({ children }: { children: ReactNode }) {
  return (
    // The theme script sets an attribute before React arrives, which is not a mistake of the server's.
    <html lang="en" suppressHydrationWarning>
      <head>
        {/* eslint-disable-next-line @next/next/no-sync-scripts -- it has to run before the first paint */}
        <script src="/theme.js" />
      </head>
      <body>{children}</body>
    </html>
  );
}
