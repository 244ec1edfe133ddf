import { createStore, type StoreApi } from "zustand/vanilla";

import type { End } from "./document/connect";
import type { Position } from "./document/types";

/** An end of an edge that is being drawn; from an output forwards, from an input backwards. */
export type OpenEnd = End & { side: "output" | "input" };

/** Where the next node goes, and what it is connected with. */
export type Insertion = {
  /** In the canvas' own coordinates; absent: beside what is chosen, or in the middle. */
  position?: Position;
  from?: OpenEnd;
  /** The edge that it is put into. */
  edge?: string;
};

export type SidePanel = "node" | "problems" | "versions" | null;

export type UiState = {
  side: SidePanel;
  isPaletteOpen: boolean;
  isTestOpen: boolean;
  insertion: Insertion | null;
  dialog: "hotkeys" | "deploy" | "connect" | "find" | "use" | null;
  /** Which nodes may take the edge that is being drawn. */
  targets: ReadonlySet<string> | null;
  /** The field of the chosen node that is to be shown and focused: "config.url". */
  focusField: string | null;
  nodeTab: "settings" | "run";
  editedSticky: string | null;
};

export type UiStore = StoreApi<UiState>;

export function createUiStore(): UiStore {
  return createStore<UiState>(() => ({
    side: null,
    isPaletteOpen: false,
    isTestOpen: false,
    insertion: null,
    dialog: null,
    targets: null,
    focusField: null,
    nodeTab: "settings",
    editedSticky: null,
  }));
}
