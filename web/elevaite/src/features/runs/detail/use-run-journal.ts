"use client";

import { useEffect, useState } from "react";

import { followRun } from "@/queries/run-events";
import type { RunEvent } from "@/queries/run-journal";

export type Connection = "opening" | "live" | "lost" | "over";

type RunJournal = {
  events: RunEvent[];
  connection: Connection;
  error: unknown;
  /** Reads it anew, from its beginning. */
  retry: () => void;
};

/** The journal of a run so far, and how it stands with the stream that brings the rest. */
export function useRunJournal(run: string): RunJournal {
  const [attempt, setAttempt] = useState(1);
  const [events, setEvents] = useState<RunEvent[]>([]);
  const [connection, setConnection] = useState<Connection>("opening");
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    const stop = new AbortController();
    const isStopped = () => stop.signal.aborted;
    followRun({
      run,
      signal: stop.signal,
      onEvents: (more) => setEvents((before) => [...before, ...more]),
      onConnection: (isConnected) => setConnection(isConnected ? "live" : "lost"),
    }).then(
      () => {
        if (!isStopped()) setConnection("over");
      },
      (problem: unknown) => {
        if (!isStopped()) setError(problem);
      },
    );
    return () => {
      stop.abort();
      setEvents([]);
    };
  }, [run, attempt]);
  const retry = () => {
    setError(null);
    setAttempt(attempt + 1);
  };
  return { events, connection, error, retry };
}
