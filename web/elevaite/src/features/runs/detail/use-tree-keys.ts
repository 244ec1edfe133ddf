"use client";

import type { KeyboardEvent, RefObject } from "react";

import { focusRow } from "../focus-row";
import { holderOf, type WaterfallRow } from "./waterfall";
import { kStepRowHeight } from "./waterfall-row";

type TreeKeys = {
  list: RefObject<HTMLElement | null>;
  rows: WaterfallRow[];
  onActive: (id: string) => void;
  onToggle: (id: string) => void;
  onSelect: (id: string) => void;
};

/** The keys of a tree: up and down go, right opens and goes in, left folds and goes out, Enter chooses. */
export function useTreeKeys({ list, rows, onActive, onToggle, onSelect }: TreeKeys) {
  const go = (index: number) => {
    const id = rows[index]?.node.id;
    if (id === undefined) return;
    onActive(id);
    const find = () => list.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`);
    focusRow(list.current, index, kStepRowHeight, find);
  };
  return (event: KeyboardEvent) => {
    const id = (event.target as HTMLElement).closest<HTMLElement>("[data-row]")?.dataset.row;
    const at = rows.findIndex(({ node }) => node.id === id);
    const row = rows[at];
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const isParent = row.node.children.length > 0;
    const actions: Record<string, () => void> = {
      ArrowDown: () => go(at + 1),
      ArrowUp: () => go(at - 1),
      Home: () => go(0),
      End: () => go(rows.length - 1),
      ArrowRight: () => (isParent && !row.isOpen ? onToggle(row.node.id) : isParent ? go(at + 1) : undefined),
      ArrowLeft: () => {
        const holder = holderOf(row.node.id);
        if (isParent && row.isOpen) onToggle(row.node.id);
        else go(rows.findIndex(({ node }) => node.id === holder));
      },
      Enter: () => onSelect(row.node.id),
      " ": () => onSelect(row.node.id),
    };
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  };
}
