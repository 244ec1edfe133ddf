import { Search } from "lucide-react";
import Link from "next/link";

import { Kbd } from "@elevaite/shared/ui/kbd";
import { Logo } from "@elevaite/shared/ui/logo";

import { text } from "@/text";

import { NavigationList } from "./navigation-list";
import { NotificationBell } from "./notification-bell";
import { TenantSwitcher } from "./tenant-switcher";
import { UserMenu } from "./user-menu";

/** The left side from 768 px; below that, the bottom bar takes its place. */
export function Sidebar({ onOpenPalette }: { onOpenPalette: () => void }) {
  return (
    <aside className="sticky top-0 hidden h-dvh w-56 shrink-0 flex-col border-r bg-surface md:flex">
      <div className="flex h-12 items-center px-3">
        <Link
          href="/"
          className="flex items-center gap-2 rounded-md px-1 py-0.5 font-semibold tracking-tight"
        >
          <Logo />
          {text.app.name}
        </Link>
        <NotificationBell />
      </div>
      <div className="flex flex-col gap-2 px-2 pb-2">
        <TenantSwitcher />
        <button
          type="button"
          onClick={onOpenPalette}
          className={
            "flex h-8 items-center gap-2 rounded-md " +
            "border bg-background px-2 text-sm text-muted hover:text-text"
          }
        >
          <Search aria-hidden className="size-4" />
          {text.shell.search}
          <Kbd keys="mod+k" className="ml-auto" />
        </button>
      </div>
      <nav aria-label={text.shell.navigation} className="min-h-0 flex-1 overflow-y-auto px-2">
        <NavigationList />
      </nav>
      <div className="border-t p-2">
        <UserMenu />
      </div>
    </aside>
  );
}
