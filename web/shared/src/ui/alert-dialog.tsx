"use client";

import { AlertDialog as RadixAlertDialog } from "radix-ui";
import type { ReactNode } from "react";

import { text } from "../text/index";
import { Button } from "./button";
import { dialogClasses, overlayClasses } from "./dialog";

type AlertDialogProps = {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: ReactNode;
  description: ReactNode;
  /** More than a sentence: what follows from it. */
  details?: ReactNode;
  /** What the button does, as a verb: "Delete agent". */
  action: ReactNode;
  onAction: () => void;
  isDangerous?: boolean;
  isPending?: boolean;
};

/** Asks before something that cannot be undone. What can be undone happens at once, with an undo in its toast. */
export function AlertDialog(props: AlertDialogProps) {
  return (
    <RadixAlertDialog.Root open={props.isOpen} onOpenChange={props.onOpenChange}>
      <RadixAlertDialog.Portal>
        <RadixAlertDialog.Overlay className={overlayClasses} />
        <RadixAlertDialog.Content className={dialogClasses}>
          <div className="flex flex-col gap-1 px-5 py-4">
            <RadixAlertDialog.Title className="text-lg font-semibold">{props.title}</RadixAlertDialog.Title>
            <RadixAlertDialog.Description className="text-sm text-muted">
              {props.description}
            </RadixAlertDialog.Description>
            {props.details ? <div className="pt-2">{props.details}</div> : null}
          </div>
          <div className="flex flex-wrap justify-end gap-2 border-t px-5 py-3">
            <RadixAlertDialog.Cancel asChild>
              <Button>{text.cancel}</Button>
            </RadixAlertDialog.Cancel>
            <Button
              variant={props.isDangerous ? "danger" : "primary"}
              isPending={props.isPending ?? false}
              onClick={props.onAction}
            >
              {props.action}
            </Button>
          </div>
        </RadixAlertDialog.Content>
      </RadixAlertDialog.Portal>
    </RadixAlertDialog.Root>
  );
}
