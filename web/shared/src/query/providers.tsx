"use client";

import { QueryClientProvider } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";

import { LiveRegion } from "../ui/live-region";
import { Toaster } from "../ui/toast";
import { TooltipProvider } from "../ui/tooltip";
import { createQueryClient } from "./client";

const kTooltipDelayMilliseconds = 400;

/** What every page of both apps stands on. */
export function AppProviders({ children }: { children: ReactNode }) {
  const [client] = useState(createQueryClient);
  return (
    <QueryClientProvider client={client}>
      <TooltipProvider delayDuration={kTooltipDelayMilliseconds}>{children}</TooltipProvider>
      <Toaster />
      <LiveRegion />
    </QueryClientProvider>
  );
}
