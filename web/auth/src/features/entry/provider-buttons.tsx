"use client";

import type { AuthOptions } from "@elevaite/shared/account";
import { Button } from "@elevaite/shared/ui/button";

import { text as all } from "@/text/entry";

import { useProvider } from "./enter";

const text = all.providers;

/** One button for each provider that the platform offers; nothing when there is none. */
export function ProviderButtons({ providers }: { providers: AuthOptions["providers"] }) {
  const leave = useProvider();
  if (providers.length === 0) return null;
  const isLeaving = leave.isPending || leave.isSuccess;
  return (
    <div className="flex flex-col gap-3">
      <p className="flex items-center gap-3 text-xs text-muted before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">
        {text.or}
      </p>
      {providers.map(({ id, name }) => (
        <Button
          key={id}
          size="lg"
          className="w-full"
          isPending={isLeaving && leave.variables === id}
          aria-disabled={isLeaving || undefined}
          onClick={() => {
            if (!isLeaving) leave.mutate(id);
          }}
        >
          {text.with(name)}
        </Button>
      ))}
    </div>
  );
}
