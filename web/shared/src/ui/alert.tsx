import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

import { cn } from "./class-names";

const tones = {
  info: { classes: "bg-info-subtle text-info", icon: Info },
  success: { classes: "bg-success-subtle text-success", icon: CircleCheck },
  warning: { classes: "bg-warning-subtle text-warning", icon: TriangleAlert },
  danger: { classes: "bg-danger-subtle text-danger", icon: CircleAlert },
};

type AlertProps = { tone?: keyof typeof tones; title?: string; children?: ReactNode; className?: string };

/** A message inside the page, beside what it is about. */
export function Alert({ tone = "info", title, children, className }: AlertProps) {
  const { classes, icon: Icon } = tones[tone];
  return (
    <div
      role={tone === "danger" ? "alert" : "status"}
      className={cn("flex gap-2.5 rounded-md px-3 py-2.5 text-sm", classes, className)}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="flex min-w-0 flex-col gap-0.5">
        {title ? <p className="font-medium">{title}</p> : null}
        {children ? <div className="text-text">{children}</div> : null}
      </div>
    </div>
  );
}
