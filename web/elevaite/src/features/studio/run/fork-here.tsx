"use client";

import { GitFork } from "lucide-react";
import { useState } from "react";

import { usePermission } from "@elevaite/shared/session";
import { Button } from "@elevaite/shared/ui/button";

import { isActive } from "@/queries/run-filter";
import { forkText } from "@/text/run-forks";

import { useRun, useStudio } from "../studio-context";
import { useRunActions } from "./run-actions";

/** With a run on the canvas that is over: the draft again from this node, with what came before it as it was. */
export function ForkHere({ node }: { node: string }) {
  const { isReadOnly } = useStudio();
  const actions = useRunActions();
  const run = useRun((state) => state.run);
  const status = useRun((state) => state.view?.status ?? null);
  const isForkable = useRun(
    ({ view, onlyNode }) => onlyNode === null && (view?.steps.some(({ path }) => path === node) ?? false),
  );
  const mayManage = usePermission("runs:manage");
  const [isStarting, setIsStarting] = useState(false);
  if (!run || !status || isActive(status) || !isForkable || !mayManage || isReadOnly) return null;
  const start = async () => {
    setIsStarting(true);
    await actions.fork(run, node);
    setIsStarting(false);
  };
  return (
    <Button size="sm" className="self-start" isPending={isStarting} onClick={() => void start()}>
      <GitFork aria-hidden />
      {forkText.retryFromHere}
    </Button>
  );
}
