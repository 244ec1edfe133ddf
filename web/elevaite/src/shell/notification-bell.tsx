"use client";

import { Bell } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";

import { Button } from "@elevaite/shared/ui/button";
import { Popover, PopoverContent, PopoverTrigger } from "@elevaite/shared/ui/popover";
import { Skeleton } from "@elevaite/shared/ui/skeleton";

import { text } from "@/text/notifications";

import { UnreadCount } from "./unread-count";
import { useMayHear, useUnread } from "./use-unread";

// It is needed only when somebody asks for it.
const NewestNotifications = dynamic(
  () => import("./newest-notifications").then((module) => module.NewestNotifications),
  { loading: () => <Skeleton aria-busy className="m-3 h-24" /> },
);

export function NotificationBell() {
  const unread = useUnread();
  const mayHear = useMayHear();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Popover open={isOpen} onOpenChange={setIsOpen}>
      <PopoverTrigger asChild>
        <Button
          variant="ghost"
          size="icon"
          className="relative ml-auto"
          aria-label={text.bell(unread)}
          disabled={!mayHear}
        >
          <Bell aria-hidden />
          <UnreadCount count={unread} className="absolute -top-0.5 -right-0.5" />
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label={text.title} className="flex max-h-[min(36rem,80dvh)] w-88 flex-col p-0">
        <NewestNotifications onLeave={() => setIsOpen(false)} />
      </PopoverContent>
    </Popover>
  );
}
