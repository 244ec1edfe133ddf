"use client";

import { Bookmark, Check, ChevronDown, X } from "lucide-react";
import { useState, type FormEvent } from "react";

import { Button } from "@elevaite/shared/ui/button";
import { Input } from "@elevaite/shared/ui/input";
import { itemClasses } from "@elevaite/shared/ui/menu-classes";
import { Popover, PopoverContent, PopoverTrigger } from "@elevaite/shared/ui/popover";
import { Separator } from "@elevaite/shared/ui/separator";
import { toast } from "@elevaite/shared/ui/toast";

import { noRunFilter, runFilterQuery, type RunFilter } from "@/queries/run-filter";
import { runsText } from "@/text/runs";

import { withView, withoutView, type SavedView } from "./saved-views";
import { useSavedViews } from "./use-saved-views";

const text = runsText.views;

const query = (filter: Partial<RunFilter>) => runFilterQuery({ ...noRunFilter, ...filter });
const builtIn: SavedView[] = [
  { name: text.all, query: "" },
  { name: text.active, query: query({ statuses: ["queued", "running", "waiting"] }) },
  { name: text.waiting, query: query({ statuses: ["waiting"] }) },
  { name: text.failed, query: query({ statuses: ["failed"] }) },
  { name: text.tests, query: query({ mode: "test" }) },
];

type ViewsMenuProps = { current: string; onChoose: (query: string) => void };

/** Filters by name: some of ours, and those that this user has saved. */
export function ViewsMenu({ current, onChoose }: ViewsMenuProps) {
  const [isOpen, setIsOpen] = useState(false);
  const [saved, setSaved] = useSavedViews();
  const chosen = [...builtIn, ...saved].find((view) => view.query === current);
  const choose = (view: SavedView) => {
    setIsOpen(false);
    onChoose(view.query);
  };
  const remove = (name: string) => {
    setSaved(withoutView(saved, name));
    toast.success(text.removed(name), { undo: () => setSaved(saved) });
  };
  return (
    <Popover open={isOpen} onOpenChange={setIsOpen}>
      <PopoverTrigger asChild>
        <Button>
          <Bookmark aria-hidden className="text-muted" />
          {chosen?.name ?? text.label}
          <ChevronDown aria-hidden className="text-muted" />
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" aria-label={text.label} className="w-64 p-1">
        {builtIn.map((view) => (
          <ViewRow key={view.name} view={view} isChosen={view === chosen} onChoose={() => choose(view)} />
        ))}
        {saved.length > 0 ? (
          <>
            <Separator className="my-1" />
            <p className="px-2 py-1 text-xs font-medium text-muted">{text.mine}</p>
            {saved.map((view) => (
              <ViewRow
                key={view.name}
                view={view}
                isChosen={view === chosen}
                onChoose={() => choose(view)}
                onRemove={() => remove(view.name)}
              />
            ))}
          </>
        ) : null}
        {chosen ? null : (
          <>
            <Separator className="my-1" />
            <SaveForm
              onSave={(name) => {
                setSaved(withView(saved, { name, query: current }));
                toast.success(text.saved(name));
                setIsOpen(false);
              }}
            />
          </>
        )}
      </PopoverContent>
    </Popover>
  );
}

type ViewRowProps = { view: SavedView; isChosen: boolean; onChoose: () => void; onRemove?: () => void };

function ViewRow({ view, isChosen, onChoose, onRemove }: ViewRowProps) {
  return (
    <div className="flex items-center">
      <button
        type="button"
        aria-pressed={isChosen}
        onClick={onChoose}
        className={`${itemClasses} min-w-0 flex-1 text-left hover:bg-subtle`}
      >
        <span className="truncate">{view.name}</span>
        {isChosen ? <Check aria-hidden className="ml-auto" /> : null}
      </button>
      {onRemove ? (
        <Button variant="ghost" size="icon-sm" aria-label={text.remove(view.name)} onClick={onRemove}>
          <X aria-hidden />
        </Button>
      ) : null}
    </div>
  );
}

function SaveForm({ onSave }: { onSave: (name: string) => void }) {
  const [name, setName] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) onSave(name.trim());
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-2 p-2">
      <p className="text-xs font-medium text-muted">{text.saveThis}</p>
      <div className="flex gap-2">
        <Input
          aria-label={text.name}
          placeholder={text.name}
          value={name}
          maxLength={60}
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" variant="primary" disabled={!name.trim()}>
          {text.save}
        </Button>
      </div>
    </form>
  );
}
