"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";

import { cn } from "@elevaite/shared/ui/class-names";

import { isAt } from "./navigation";
import { useDestinations } from "./use-destinations";

export function NavigationList({ onNavigate }: { onNavigate?: () => void }) {
  const path = usePathname();
  const destinations = useDestinations();
  return (
    <ul className="flex flex-col gap-0.5">
      {destinations.map(({ href, label, icon: Icon, badge: Badge }) => {
        const isCurrent = isAt(href, path);
        return (
          <li key={href}>
            <Link
              href={href}
              onClick={onNavigate}
              aria-current={isCurrent ? "page" : undefined}
              className={cn(
                "flex h-8 items-center gap-2.5 rounded-md px-2 text-sm font-medium text-muted transition-colors",
                "hover:bg-subtle hover:text-text max-md:h-10",
                isCurrent && "bg-subtle text-text",
              )}
            >
              <Icon aria-hidden className={cn("size-4", isCurrent && "text-accent-text")} />
              {label}
              {Badge ? <Badge /> : null}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
