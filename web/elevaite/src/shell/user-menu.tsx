"use client";

import { useQuery } from "@tanstack/react-query";
import { LogOut, Monitor, Moon, Settings, Sun } from "lucide-react";
import Link from "next/link";

import { meQuery, session, useSession } from "@elevaite/shared/session";
import { text as shared } from "@elevaite/shared/text";
import { useTheme, type Theme } from "@elevaite/shared/theme";
import { Avatar } from "@elevaite/shared/ui/avatar";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@elevaite/shared/ui/dropdown-menu";
import { Skeleton } from "@elevaite/shared/ui/skeleton";
import { toast } from "@elevaite/shared/ui/toast";

import { text } from "@/text";

const themes = [
  { value: "system", icon: Monitor },
  { value: "light", icon: Sun },
  { value: "dark", icon: Moon },
] as const;

export function UserMenu() {
  const isSignedIn = useSession().status === "signed_in";
  const { data: me } = useQuery({ ...meQuery, enabled: isSignedIn });
  const [theme, setTheme] = useTheme();
  if (!me) return <Skeleton className="h-9 w-full rounded-md" />;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        className={
          "flex h-9 w-full items-center gap-2 " + "rounded-md px-1.5 text-left text-sm hover:bg-subtle"
        }
      >
        <Avatar name={me.name || me.email} />
        <span className="sr-only">{text.shell.userMenu}:</span>
        <span className="min-w-0 flex-1 truncate">{me.name || me.email}</span>
      </DropdownMenuTrigger>
      <DropdownMenuContent className="w-56">
        <DropdownMenuLabel className="truncate">{me.email}</DropdownMenuLabel>
        <DropdownMenuItem asChild>
          <Link href="/settings">
            <Settings aria-hidden />
            {text.navigation.settings}
          </Link>
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuLabel>{shared.theme.label}</DropdownMenuLabel>
        <DropdownMenuRadioGroup value={theme} onValueChange={(value) => setTheme(value as Theme)}>
          {themes.map(({ value, icon: Icon }) => (
            <DropdownMenuRadioItem key={value} value={value}>
              <Icon aria-hidden />
              {shared.theme[value]}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => void session.signOut().catch(toast.problem)}>
          <LogOut aria-hidden />
          {text.shell.signOut}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
