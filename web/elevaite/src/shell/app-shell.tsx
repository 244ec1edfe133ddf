"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState, type ReactNode } from "react";

import { useHotkeys } from "@elevaite/shared/hotkeys";
import { SignedInOnly } from "@elevaite/shared/session";
import { Page } from "@elevaite/shared/ui/page";
import { Skeleton, SkeletonText } from "@elevaite/shared/ui/skeleton";

import { text } from "@/text";

import { BottomBar } from "./bottom-bar";
import { NotificationStream } from "./notification-stream";
import { Sidebar } from "./sidebar";
import { useDestinations } from "./use-destinations";

// It is needed only when somebody asks for it.
const CommandPalette = dynamic(() => import("./command-palette").then((module) => module.CommandPalette));

/** The frame of the app. It stands at once; what is inside waits for the session. */
export function AppShell({ children }: { children: ReactNode }) {
  const router = useRouter();
  const destinations = useDestinations();
  const [isPaletteOpen, setIsPaletteOpen] = useState(false);
  const [wasPaletteOpened, setWasPaletteOpened] = useState(false);
  const openPalette = () => {
    setWasPaletteOpened(true);
    setIsPaletteOpen(true);
  };
  useHotkeys({
    "mod+k": openPalette,
    ...Object.fromEntries(destinations.map(({ hotkey, href }) => [hotkey, () => router.push(href)])),
  });
  return (
    <div className="flex min-h-dvh flex-col md:flex-row">
      <a
        href="#content"
        className={
          "sr-only z-50 rounded-md bg-accent px-3 py-2 text-on-accent " +
          "focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
        }
      >
        {text.shell.skipToContent}
      </a>
      <Sidebar onOpenPalette={openPalette} />
      <main id="content" tabIndex={-1} className="min-w-0 flex-1 pb-(--shell-bottom) outline-none">
        <SignedInOnly fallback={<ContentSkeleton />}>{children}</SignedInOnly>
      </main>
      <BottomBar onOpenPalette={openPalette} />
      <NotificationStream />
      {wasPaletteOpened ? <CommandPalette isOpen={isPaletteOpen} onOpenChange={setIsPaletteOpen} /> : null}
    </div>
  );
}

function ContentSkeleton() {
  return (
    <div aria-busy="true">
      <Page title={<SkeletonText className="h-7 w-40" />}>
        <Skeleton className="h-8 w-72 max-w-full rounded-md" />
        <Skeleton className="h-64 w-full rounded-lg" />
      </Page>
    </div>
  );
}
