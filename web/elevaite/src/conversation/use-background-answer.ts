"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";

import { announce } from "@elevaite/shared/ui/live-region";

import { followedJournalQuery } from "@/queries/conversations";
import { jobQuery, type Job } from "@/queries/jobs";
import { chatText } from "@/text/chat";

import { answerOf } from "./answer-parts";
import type { ChatMessage } from "./chat-message";

const kEnded = new Set(["succeeded", "failed", "cancelled"]);

/** An answer that a worker makes: what its run has done so far, and its job until it has ended. */
export function useBackgroundAnswer(message: ChatMessage): { whole: ChatMessage; job: Job | null } {
  const client = useQueryClient();
  const { run_id: run = "", job_id: id = "", status = "" } = message.metadata ?? {};
  const isFollowed = id !== "" && run !== "" && !kEnded.has(status);
  const { data: events } = useQuery({ ...followedJournalQuery(run), enabled: isFollowed });
  const { data: job } = useQuery({ ...jobQuery(id), enabled: isFollowed });
  const whole = useMemo(() => {
    if (!isFollowed || !events) return message;
    const answer = answerOf(run, events);
    // That it exists is all that the first event says: it has not begun.
    const isQueued = events.length === 1;
    const metadata = { ...answer.metadata, job_id: id, ...(isQueued ? { status: "queued" as const } : {}) };
    return { ...answer, metadata };
  }, [isFollowed, events, message, run, id]);
  const isReady = isFollowed && kEnded.has(whole.metadata?.status ?? "");
  useEffect(() => {
    if (!isReady) return;
    announce(chatText.working.ready);
    void client.invalidateQueries({ queryKey: ["conversations"] });
    void client.invalidateQueries({ queryKey: ["approvals"] });
  }, [isReady, client]);
  return { whole, job: isFollowed ? (job ?? null) : null };
}
