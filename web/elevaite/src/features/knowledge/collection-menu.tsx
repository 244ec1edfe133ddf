"use client";

import { Ellipsis, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";

import { AlertDialog } from "@elevaite/shared/ui/alert-dialog";
import { Button } from "@elevaite/shared/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@elevaite/shared/ui/dropdown-menu";
import { toast } from "@elevaite/shared/ui/toast";

import { useDeleteCollection, type Collection } from "@/queries/knowledge";
import { knowledgeText as text } from "@/text/knowledge";

import { CollectionDialog } from "./collection-dialog";

type CollectionMenuProps = {
  collection: Collection;
  /** When it has been deleted and its page has nothing to show any more. */
  onGone?: () => void;
};

/** What one may do with a collection; for those who may write. */
export function CollectionMenu({ collection, onGone }: CollectionMenuProps) {
  const [asked, setAsked] = useState<"edit" | "remove" | null>(null);
  const remove = useDeleteCollection();
  const confirm = () =>
    remove.mutate(collection.id, {
      onSuccess: () => {
        toast.success(text.remove.done(collection.name));
        onGone?.();
      },
      onSettled: () => setAsked(null),
    });
  return (
    <>
      <DropdownMenu modal={false}>
        <DropdownMenuTrigger asChild>
          <Button
            variant="ghost"
            size="icon-sm"
            // Above the link of the row.
            className="relative z-10"
            aria-label={text.actionsOf(collection.name)}
          >
            <Ellipsis aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuItem onSelect={() => setAsked("edit")}>
            <Pencil aria-hidden />
            {text.form.edit}
          </DropdownMenuItem>
          <DropdownMenuItem isDangerous onSelect={() => setAsked("remove")}>
            <Trash2 aria-hidden />
            {text.remove.action}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <CollectionDialog collection={collection} isOpen={asked === "edit"} onClose={() => setAsked(null)} />
      <AlertDialog
        isOpen={asked === "remove"}
        onOpenChange={() => setAsked(null)}
        title={text.remove.title(collection.name)}
        description={text.remove.description}
        action={text.remove.submit}
        onAction={confirm}
        isDangerous
        isPending={remove.isPending}
      />
    </>
  );
}
