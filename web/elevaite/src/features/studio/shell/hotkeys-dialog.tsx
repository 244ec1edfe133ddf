"use client";

import { Dialog, DialogBody, DialogContent, DialogHeader, DialogTitle } from "@elevaite/shared/ui/dialog";
import { Kbd } from "@elevaite/shared/ui/kbd";

import { studioText as text } from "@/text/studio";

import { useStudio, useUi } from "../studio-context";
import { hotkeyMap } from "./hotkeys";

export function HotkeysDialog() {
  const { ui } = useStudio();
  const isOpen = useUi((state) => state.dialog === "hotkeys");
  return (
    <Dialog open={isOpen} onOpenChange={() => ui.setState({ dialog: null })}>
      <DialogContent className="max-w-3xl" aria-describedby={undefined}>
        <DialogHeader>
          <DialogTitle>{text.hotkeys.title}</DialogTitle>
        </DialogHeader>
        <DialogBody className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
          {hotkeyMap.map(({ title, keys }) => (
            <section key={title}>
              <h3 className="mb-1.5 text-xs font-medium text-muted">{title}</h3>
              <dl className="flex flex-col gap-1">
                {keys.map((entry) => (
                  <div key={entry.label} className="flex items-center justify-between gap-3 text-sm">
                    <dt>{entry.label}</dt>
                    <dd className="flex shrink-0 gap-1">
                      {entry.keys.map((each) => (
                        <Kbd key={each} keys={each} />
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </DialogBody>
      </DialogContent>
    </Dialog>
  );
}
