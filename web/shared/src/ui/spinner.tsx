import { LoaderCircle } from "lucide-react";

import { text } from "../text/index";
import { cn } from "./class-names";

export function Spinner({ className, label = text.loading }: { className?: string; label?: string }) {
  return (
    <span role="status" className={cn("inline-flex text-muted", className)}>
      <LoaderCircle aria-hidden className="size-4 animate-spin motion-reduce:animate-none" />
      <span className="sr-only">{label}</span>
    </span>
  );
}
