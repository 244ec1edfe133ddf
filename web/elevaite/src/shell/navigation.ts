import {
  Bot,
  FolderOpen,
  House,
  KeyRound,
  MessagesSquare,
  Settings,
  ShieldCheck,
  SquareTerminal,
  Workflow,
  type LucideIcon,
} from "lucide-react";

import type { ComponentType } from "react";

import { text } from "@/text";

import { ApprovalsBadge } from "./navigation-badge";

export type Destination = {
  href: string;
  label: string;
  icon: LucideIcon;
  hotkey: string;
  /** What one must be allowed for it to be of any use. */
  permission?: string;
  /** What the sidebar shows beside it. */
  badge?: ComponentType;
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
  { href: "/files", label: text.navigation.files, icon: FolderOpen, hotkey: "g f" },
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
  { href: "/settings", label: text.navigation.settings, icon: Settings, hotkey: "g s" },
];

/** Whether a path is a destination or below it. */
export function isAt(href: string, path: string): boolean {
  return href === "/" ? path === "/" : path === href || path.startsWith(`${href}/`);
}
