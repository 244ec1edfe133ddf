"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { RadioGroup } from "radix-ui";
import { useEffect, useState } from "react";

import { formatTime } from "@elevaite/shared/format";
import { text as shared } from "@elevaite/shared/text";
import { useTheme, type Theme } from "@elevaite/shared/theme";

import { text as all } from "@/text/settings";

const text = all.appearance;
const kTickMilliseconds = 10_000;

const themes = [
  { value: "system", icon: Monitor },
  { value: "light", icon: Sun },
  { value: "dark", icon: Moon },
] as const;

export function Appearance() {
  return (
    <div className="grid gap-x-6 gap-y-2 text-sm sm:grid-cols-[8rem_1fr]">
      <p id="theme-label" className="pt-1.5 text-muted">
        {text.theme}
      </p>
      <ThemeChoice />
      <p className="pt-1 text-muted">{text.timeZone}</p>
      <TimeZone />
    </div>
  );
}

function ThemeChoice() {
  const [theme, setTheme] = useTheme();
  return (
    <RadioGroup.Root
      aria-labelledby="theme-label"
      orientation="horizontal"
      className="inline-flex w-fit gap-1 rounded-lg bg-subtle p-1"
      value={theme}
      onValueChange={(value) => setTheme(value as Theme)}
    >
      {themes.map(({ value, icon: Icon }) => (
        <RadioGroup.Item
          key={value}
          value={value}
          className={
            "flex h-7 items-center gap-1.5 rounded-md px-2.5 text-sm font-medium text-muted hover:text-text " +
            "data-[state=checked]:bg-surface-raised data-[state=checked]:text-text data-[state=checked]:shadow-sm"
          }
        >
          <Icon aria-hidden className="size-4" />
          {shared.theme[value]}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}

function TimeZone() {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), kTickMilliseconds);
    return () => clearInterval(timer);
  }, []);
  return (
    <div className="pt-1">
      <p>
        {Intl.DateTimeFormat().resolvedOptions().timeZone}, {text.now(formatTime(now))}
      </p>
      <p className="text-xs text-muted">{text.timeZoneHint}</p>
    </div>
  );
}
