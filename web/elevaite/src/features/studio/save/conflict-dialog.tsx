"use client";

import { Button } from "@elevaite/shared/ui/button";
import {
  Dialog,
  DialogBody,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@elevaite/shared/ui/dialog";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@elevaite/shared/ui/tabs";

import { studioText as text } from "@/text/studio";

import { diffDocuments } from "../document/diff";
import { mergeDocuments } from "../document/merge";
import { titleOf } from "../document/kinds";
import { nodeById } from "../document/graph";
import type { WorkflowDocument } from "../document/types";
import { useStudio } from "../studio-context";
import { DiffList } from "../versions/diff-list";
import type { Saver, Stored } from "./saver";

type ConflictDialogProps = {
  saver: Saver;
  theirs: Stored;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
};

/** Somebody else has saved. Both sides are shown; whatever is chosen can be undone. */
export function ConflictDialog({ saver, theirs, isOpen, onOpenChange }: ConflictDialogProps) {
  const { document, catalogue } = useStudio();
  if (!isOpen) return null;
  const base = saver.base.document;
  const mine = document.getState().document;
  const merged = mergeDocuments(base, mine, theirs.document);
  const overlapping = [...new Set(merged.overlaps.map(({ node }) => node))].map((id) => {
    const node = nodeById(mine, id) ?? nodeById(theirs.document, id);
    return node ? titleOf(node, catalogue) : id;
  });
  const canMerge = overlapping.length === 0;

  const settle = (next: WorkflowDocument | null, label: string) => {
    saver.rebase(theirs);
    if (next) document.apply(() => next, { label });
    void saver.flush();
    onOpenChange(false);
  };
  return (
    <Dialog open onOpenChange={onOpenChange}>
      <DialogContent className="max-w-2xl">
        <DialogHeader>
          <DialogTitle>{text.save.conflictTitle}</DialogTitle>
          <DialogDescription>
            {canMerge ? text.save.conflictApart : text.save.conflictOverlap(overlapping)}
          </DialogDescription>
        </DialogHeader>
        <DialogBody>
          <Tabs defaultValue="theirs">
            <TabsList>
              <TabsTrigger value="theirs">{text.save.theirChanges}</TabsTrigger>
              <TabsTrigger value="mine">{text.save.myChanges}</TabsTrigger>
            </TabsList>
            <TabsContent value="theirs">
              <DiffList diff={diffDocuments(base, theirs.document)} />
            </TabsContent>
            <TabsContent value="mine">
              <DiffList diff={diffDocuments(base, mine)} />
            </TabsContent>
          </Tabs>
        </DialogBody>
        <DialogFooter>
          <Button onClick={() => settle(theirs.document, text.did.takeTheirs)}>{text.save.takeTheirs}</Button>
          <Button variant={canMerge ? "secondary" : "primary"} onClick={() => settle(null, "")}>
            {text.save.keepMine}
          </Button>
          {canMerge ? (
            <Button variant="primary" onClick={() => settle(merged.document, text.did.merge)}>
              {text.save.merge}
            </Button>
          ) : null}
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
