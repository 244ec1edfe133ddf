"use client";

import { useQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";

import { schedulePreviewQuery } from "@/queries/schedules";
import { text } from "@/text/schedules";

import type { JsonValue } from "../../document/types";
import { useNodeForm } from "../form-context";

const kShown = 3;

/** When a cron expression comes next, by the clock of the node's time zone. */
export function CronPreview({ cron }: { cron: JsonValue | undefined }) {
  const form = useNodeForm();
  const zone = form.config.time_zone;
  const expression = useDeferredValue(typeof cron === "string" ? cron.trim() : "");
  const query = useQuery({
    ...schedulePreviewQuery(expression, typeof zone === "string" ? zone : "UTC"),
    enabled: expression !== "",
  });
  // What is wrong is said at the field itself, by the check of the whole draft.
  if (!query.data) return null;
  const times = query.data.times.slice(0, kShown);
  return (
    <p className="mt-1 text-xs text-muted tabular-nums">
      {times.length === 0
        ? text.previewNone
        : `${text.previewLabel} ${times.map((time) => time.slice(0, 16).replace("T", " ")).join(", ")}`}
    </p>
  );
}
