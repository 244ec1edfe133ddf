import {
  Bell,
  Bot,
  CalendarClock,
  FolderOpen,
  House,
  KeyRound,
  Library,
  ListChecks,
  type LucideIcon,
  Mail,
  MessagesSquare,
  ScrollText,
  Settings,
  ShieldCheck,
  SquareTerminal,
  Users,
  Webhook,
  Workflow,
} from "lucide-react";

import type { ComponentType } from "react";

import { text } from "@/text";

import { ApprovalsBadge, FailedJobsBadge, NotificationsBadge } from "./navigation-badge";

export type Destination = {
  href: string;
  label: string;
  icon: LucideIcon;
  hotkey: string;
  /** What one must be allowed for it to be of any use. */
  permission?: string;
  /** What the sidebar shows beside it. */
  badge?: ComponentType;
  /** Pages of it that one can go to by name, without a place of their own in the sidebar. */
  below?: { href: string; label: string }[];
};

/** The way through the app, in the order of the sidebar. The first four are also at the bottom of a phone. */
export const destinations: Destination[] = [
  { href: "/", label: text.navigation.home, icon: House, hotkey: "g h" },
  { href: "/agents", label: text.navigation.agents, icon: Bot, hotkey: "g a" },
  { href: "/chat", label: text.navigation.chat, icon: MessagesSquare, hotkey: "g c" },
  { href: "/runs", label: text.navigation.runs, icon: Workflow, hotkey: "g r" },
  {
    href: "/approvals",
    label: text.navigation.approvals,
    icon: ShieldCheck,
    hotkey: "g p",
    badge: ApprovalsBadge,
  },
  {
    href: "/jobs",
    label: text.navigation.jobs,
    icon: ListChecks,
    hotkey: "g j",
    permission: "runs:read",
    badge: FailedJobsBadge,
    below: [
      { href: "/jobs/failures", label: text.navigation.failedJobs },
      { href: "/jobs/queues", label: text.navigation.queues },
    ],
  },
  { href: "/schedules", label: text.navigation.schedules, icon: CalendarClock, hotkey: "g l" },
  { href: "/files", label: text.navigation.files, icon: FolderOpen, hotkey: "g f" },
  {
    href: "/knowledge",
    label: text.navigation.knowledge,
    icon: Library,
    hotkey: "g e",
    permission: "knowledge:read",
  },
  {
    href: "/notifications",
    label: text.navigation.notifications,
    icon: Bell,
    hotkey: "g n",
    permission: "notifications:read",
    badge: NotificationsBadge,
  },
  {
    href: "/credentials",
    label: text.navigation.credentials,
    icon: KeyRound,
    hotkey: "g d",
    permission: "credentials:read",
  },
  {
    href: "/api-keys",
    label: text.navigation.apiKeys,
    icon: SquareTerminal,
    hotkey: "g k",
    permission: "api_keys:read",
  },
  {
    href: "/webhooks",
    label: text.navigation.webhooks,
    icon: Webhook,
    hotkey: "g w",
    permission: "webhooks:read",
  },
  {
    href: "/mail",
    label: text.navigation.mail,
    icon: Mail,
    hotkey: "g m",
    permission: "mail:read",
  },
  {
    href: "/members",
    label: text.navigation.members,
    icon: Users,
    hotkey: "g b",
    permission: "members:read",
  },
  {
    href: "/audit-log",
    label: text.navigation.auditLog,
    icon: ScrollText,
    hotkey: "g u",
    permission: "audit:read",
  },
  {
    href: "/settings",
    label: text.navigation.settings,
    icon: Settings,
    hotkey: "g s",
  },
];

/** Whether a path is a destination or below it. */
export function isAt(href: string, path: string): boolean {
  return href === "/" ? path === "/" : path === href || path.startsWith(`${href}/`);
}

export type Place = Pick<Destination, "href" | "label" | "icon"> & { hotkey?: string };

/** All pages that one can go to by name: the destinations, and after each the pages below it. */
export function placesOf(all: readonly Destination[]): Place[] {
  return all.flatMap(({ href, label, icon, hotkey, below = [] }) => [
    { href, label, icon, hotkey },
    ...below.map((page) => ({ ...page, icon })),
  ]);
}
