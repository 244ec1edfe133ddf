"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { cn } from "@elevaite/shared/ui/class-names";

import { expressionQuery, type Evaluation } from "@/queries/expressions";
import { previewText as text } from "@/text/run-forks";

import { useRun, useStudio } from "../../studio-context";
import { useNodeForm } from "../form-context";
import { previewOf } from "./completion";
import type { JsonValue } from "../../document/types";

const kPauseMilliseconds = 350;
const kBytesPerKilobyte = 1024;

/** What the text gives with the data of the run on the canvas, or of the last test; one line below the field. */
export function ExpressionPreview({ value }: { value: string }) {
  const { agentId } = useStudio();
  const { node } = useNodeForm();
  const run = useRun((state) => state.run);
  const settled = useSettled(value);
  const { data } = useQuery({
    ...expressionQuery(agentId, { text: settled, node, run }),
    enabled: settled.includes("{{"),
    placeholderData: (shown) => shown,
  });
  if (!value.includes("{{") || !data) return null;
  const isBroken = data.error !== null && data.run_id !== null;
  return (
    <p
      aria-live="polite"
      aria-label={text.label}
      className={cn("truncate font-mono text-xs", isBroken ? "text-danger" : "text-muted")}
      title={wordsOf(data)}
    >
      {wordsOf(data)}
    </p>
  );
}

function wordsOf({ value, type, bytes, is_too_large, error, run_id }: Evaluation): string {
  if (error) return run_id === null ? text.noRun : error.message;
  if (is_too_large) return text.tooLarge(Math.ceil(bytes / kBytesPerKilobyte));
  const shown = type === "string" ? JSON.stringify(value ?? "") : (value as JsonValue);
  const words = type === "null" ? "" : ` ${previewOf(shown)}`;
  return `= ${text.types[type ?? ""] ?? ""}${words}`;
}

/** The text once nobody has typed for a moment. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), kPauseMilliseconds);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
