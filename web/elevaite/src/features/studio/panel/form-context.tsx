"use client";

import { createContext, useContext } from "react";

import type { JsonObject, JsonValue } from "../document/types";
import type { Known } from "./expression/completion";
import type { Path } from "./values";

/** What the fields of a node's form share. */
export type NodeForm = {
  node: string;
  kind: string;
  /** What the node is set to, for fields whose meaning hangs on another one. */
  config: JsonObject;
  isReadOnly: boolean;
  scope: Known[];
  set: (path: Path, value: JsonValue | undefined, isTyping?: boolean) => void;
  /** What the engine says about a setting, by its path in the config. */
  problemAt: (path: string) => string | undefined;
};

const Context = createContext<NodeForm | null>(null);

export const NodeFormProvider = Context.Provider;

export function useNodeForm(): NodeForm {
  const form = useContext(Context);
  if (!form) throw new Error("useNodeForm outside of a node's form");
  return form;
}
