"use client";

import { toast as sonner, Toaster as Sonner } from "sonner";

import { describeProblem } from "../api/index";
import { text } from "../text/index";

/** Where toasts appear; once in each app, in its providers. */
export function Toaster() {
  return (
    <Sonner
      position="bottom-right"
      // Above the bar at the bottom of a phone, which must stay within reach.
      mobileOffset={{ bottom: "4.5rem", left: "1rem", right: "1rem" }}
      containerAriaLabel={text.notifications}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-full items-start gap-2.5 rounded-lg bg-surface-raised px-3.5 py-3 font-sans text-sm text-text " +
            "shadow-lg [&_svg]:mt-0.5 [&_svg]:size-4 [&_svg]:shrink-0",
          title: "font-medium",
          description: "text-muted",
          actionButton:
            "ml-auto shrink-0 rounded-md px-2 py-0.5 text-sm font-medium text-accent-text hover:bg-accent-subtle",
          success: "[&>[data-icon]]:text-success",
          error: "[&>[data-icon]]:text-danger",
          warning: "[&>[data-icon]]:text-warning",
          content: "flex min-w-0 flex-col gap-0.5",
        },
      }}
    />
  );
}

type Undo = { undo?: () => void };

/** Long enough to read and to reach the button by keyboard. */
const kUndoMilliseconds = 10_000;

export const toast = {
  success(message: string, { undo }: Undo = {}) {
    sonner.success(
      message,
      undo ? { action: { label: text.undo, onClick: undo }, duration: kUndoMilliseconds } : {},
    );
  },
  info(message: string) {
    sonner.info(message);
  },
  /** Tells of something that happened elsewhere, and leads to it. */
  news(title: string, { detail, label, onOpen }: { detail: string; label: string; onOpen: () => void }) {
    sonner.message(title, { description: detail || undefined, action: { label, onClick: onOpen } });
  },
  /** Says what went wrong in words for people; takes whatever was thrown. */
  problem(error: unknown) {
    const { title, detail } = describeProblem(error);
    sonner.error(title, { description: detail });
  },
};
