"use client";

import { useQuery } from "@tanstack/react-query";
import { useId } from "react";

import { Button } from "@elevaite/shared/ui/button";
import { CopyButton } from "@elevaite/shared/ui/copy-button";
import {
  Dialog,
  DialogBody,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@elevaite/shared/ui/dialog";
import { Field } from "@elevaite/shared/ui/field";
import { Input } from "@elevaite/shared/ui/input";
import { announce } from "@elevaite/shared/ui/live-region";
import { RelativeTime } from "@elevaite/shared/ui/relative-time";

import { conversationQuery, useShareConversation } from "@/queries/conversations";
import { chatText } from "@/text/chat";

const text = chatText.share;

type ShareDialogProps = { conversation: string; onClose: () => void };

/** The link of a conversation: made, copied, moved on to what is said now, and taken back. */
export function ShareDialog({ conversation: id, onClose }: ShareDialogProps) {
  const { data: conversation } = useQuery(conversationQuery(id));
  const change = useShareConversation(id);
  const link = useId();
  const share = conversation?.share ?? null;
  const give = (isShared: boolean, told: string) =>
    change.mutate(isShared, { onSuccess: () => announce(told) });
  const address = share ? new URL(`/shared/${share.id}`, window.location.href).href : "";
  return (
    <Dialog open onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{text.title}</DialogTitle>
          <DialogDescription>{text.description}</DialogDescription>
        </DialogHeader>
        <DialogBody>
          {share ? (
            <>
              <Field label={text.link} id={link}>
                <Input readOnly value={address} onFocus={(event) => event.target.select()} />
              </Field>
              <p className="flex flex-wrap items-center gap-x-1 text-sm text-muted">
                {share.is_current ? text.current : text.older} <RelativeTime at={share.shared_at} />
              </p>
            </>
          ) : (
            <p className="text-sm text-muted">{text.nobody}</p>
          )}
        </DialogBody>
        <DialogFooter>
          {share ? (
            <>
              <Button
                className="mr-auto"
                isPending={change.isPending}
                onClick={() => give(false, text.stopped)}
              >
                {text.stop}
              </Button>
              {share.is_current ? null : (
                <Button isPending={change.isPending} onClick={() => give(true, text.updated)}>
                  {text.update}
                </Button>
              )}
              <CopyButton value={address} label={text.copy} />
            </>
          ) : (
            <Button
              variant="primary"
              isPending={change.isPending || !conversation}
              onClick={() => give(true, text.shared)}
            >
              {text.create}
            </Button>
          )}
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
