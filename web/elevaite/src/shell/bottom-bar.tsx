"use client";

import { Menu, Search } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useState } from "react";

import { Button } from "@elevaite/shared/ui/button";
import { cn } from "@elevaite/shared/ui/class-names";
import { Sheet, SheetContent, SheetTitle, SheetTrigger } from "@elevaite/shared/ui/sheet";

import { text } from "@/text";
import { text as notifications } from "@/text/notifications";

import { destinations, isAt } from "./navigation";
import { NavigationList } from "./navigation-list";
import { TenantSwitcher } from "./tenant-switcher";
import { UnreadCount } from "./unread-count";
import { useUnread } from "./use-unread";
import { UserMenu } from "./user-menu";

const kAtTheBottom = 4;
const itemClasses =
  "flex h-full min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-2xs font-medium";

/** The navigation of a phone: the four most used places under the thumb, the rest in a sheet. */
export function BottomBar({ onOpenPalette }: { onOpenPalette: () => void }) {
  const path = usePathname();
  const unread = useUnread();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <nav
      aria-label={text.shell.navigation}
      className={
        "fixed inset-x-0 bottom-0 z-40 flex " +
        "h-14 items-stretch border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
      }
    >
      {destinations.slice(0, kAtTheBottom).map(({ href, label, icon: Icon }) => {
        const isCurrent = isAt(href, path);
        return (
          <Link
            key={href}
            href={href}
            aria-current={isCurrent ? "page" : undefined}
            className={cn(itemClasses, isCurrent ? "text-accent-text" : "text-muted")}
          >
            <Icon aria-hidden className="size-5" />
            {label}
          </Link>
        );
      })}
      <Sheet open={isOpen} onOpenChange={setIsOpen}>
        <SheetTrigger className={cn(itemClasses, "relative text-muted")}>
          <Menu aria-hidden className="size-5" />
          <UnreadCount count={unread} className="absolute top-1 left-1/2 ml-1" />
          {text.shell.more}
          {unread > 0 ? <span className="sr-only">{notifications.count(unread)}</span> : null}
        </SheetTrigger>
        <SheetContent side="bottom" aria-describedby={undefined}>
          <SheetTitle className="px-4 pt-4 text-base font-semibold">{text.shell.menu}</SheetTitle>
          <div className="flex flex-col gap-3 overflow-y-auto p-4">
            <TenantSwitcher />
            <Button
              className="justify-start"
              onClick={() => {
                setIsOpen(false);
                onOpenPalette();
              }}
            >
              <Search aria-hidden />
              {text.shell.search}
            </Button>
            <NavigationList onNavigate={() => setIsOpen(false)} />
            <UserMenu />
          </div>
        </SheetContent>
      </Sheet>
    </nav>
  );
}
