"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Bot } from "lucide-react";
import { useRouter } from "next/navigation";
import { useDeferredValue, useState } from "react";

import { entriesOf } from "@elevaite/shared/query";
import {
  CommandDialog,
  CommandEmpty,
  CommandGroup,
  CommandInput,
  CommandItem,
  CommandList,
} from "@elevaite/shared/ui/command";
import { Kbd } from "@elevaite/shared/ui/kbd";

import { agentsQuery } from "@/queries/agents";
import { text } from "@/text";

import { placesOf } from "./navigation";
import { useDestinations } from "./use-destinations";

type CommandPaletteProps = { isOpen: boolean; onOpenChange: (isOpen: boolean) => void };

/** Goes anywhere by keyboard. The server searches the agents; the few destinations are filtered here. */
export function CommandPalette({ isOpen, onOpenChange }: CommandPaletteProps) {
  const router = useRouter();
  const destinations = useDestinations();
  const [typed, setTyped] = useState("");
  const search = useDeferredValue(typed.trim());
  const { data } = useInfiniteQuery({
    ...agentsQuery({ search }),
    enabled: isOpen,
    placeholderData: (shown) => shown,
  });
  const agents = data ? entriesOf(data).slice(0, 8) : [];
  const places = placesOf(destinations).filter(({ label }) =>
    label.toLowerCase().includes(search.toLowerCase()),
  );
  const go = (href: string) => {
    onOpenChange(false);
    setTyped("");
    router.push(href);
  };
  return (
    <CommandDialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      label={text.shell.commandPalette}
      shouldFilter={false}
    >
      <CommandInput value={typed} onValueChange={setTyped} placeholder={text.shell.commandPlaceholder} />
      <CommandList>
        <CommandEmpty>{text.shell.commandEmpty}</CommandEmpty>
        {places.length > 0 ? (
          <CommandGroup heading={text.shell.goTo}>
            {places.map(({ href, label, icon: Icon, hotkey }) => (
              <CommandItem key={href} value={href} onSelect={() => go(href)}>
                <Icon aria-hidden />
                {label}
                {hotkey ? <Kbd keys={hotkey} className="ml-auto" /> : null}
              </CommandItem>
            ))}
          </CommandGroup>
        ) : null}
        {agents.length > 0 ? (
          <CommandGroup heading={text.shell.agents}>
            {agents.map(({ id, name, slug }) => (
              <CommandItem key={id} value={id} onSelect={() => go(`/agents/${id}`)}>
                <Bot aria-hidden />
                <span className="truncate">{name}</span>
                <span className="ml-auto truncate font-mono text-xs text-muted">{slug}</span>
              </CommandItem>
            ))}
          </CommandGroup>
        ) : null}
      </CommandList>
    </CommandDialog>
  );
}
