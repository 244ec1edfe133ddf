"use client";

import dynamic from "next/dynamic";
import { useCallback, useState, type ReactNode } from "react";

import type { Version } from "@/queries/versions";

import { Canvas } from "./canvas/canvas";
import { CanvasMenu } from "./canvas/canvas-menu";
import { EmptyCanvas } from "./canvas/empty-canvas";
import { RunActionsProvider, useNewRunActions } from "./run/run-actions";
import { RunBanner } from "./run/run-banner";
import { SaveIndicator } from "./save/save-indicator";
import type { Stored } from "./save/saver";
import { useAutosave, useSaveState } from "./save/use-autosave";
import { StudioHeader } from "./shell/studio-header";
import { useStudioHotkeys } from "./shell/use-studio-hotkeys";
import { useStudio, useUi } from "./studio-context";

// What is not seen first.
const NodePanel = dynamic(() => import("./panel/node-panel").then((module) => module.NodePanel));
const ProblemsPanel = dynamic(() =>
  import("./problems/problems-panel").then((module) => module.ProblemsPanel),
);
const VersionsPanel = dynamic(() =>
  import("./versions/versions-panel").then((module) => module.VersionsPanel),
);
const CompareView = dynamic(() => import("./versions/compare-view").then((module) => module.CompareView));
const DeployDialog = dynamic(() => import("./versions/deploy-dialog").then((module) => module.DeployDialog));
const UseDialog = dynamic(() => import("./versions/use-dialog").then((module) => module.UseDialog));
const ConflictDialog = dynamic(() =>
  import("./save/conflict-dialog").then((module) => module.ConflictDialog),
);
const HotkeysDialog = dynamic(() => import("./shell/hotkeys-dialog").then((module) => module.HotkeysDialog));
const PalettePanel = dynamic(() => import("./palette/palette-panel").then((module) => module.PalettePanel));
const InsertDialog = dynamic(() => import("./palette/insert-dialog").then((module) => module.InsertDialog));
const NodeDialog = dynamic(() => import("./palette/node-dialog").then((module) => module.NodeDialog));
const TestPanel = dynamic(() => import("./run/test-panel").then((module) => module.TestPanel));

type StudioViewProps = { base: Stored; size: { width: number; height: number } };

export function StudioView({ base, size }: StudioViewProps) {
  const model = useStudio();
  const { agentId, document, ui } = model;
  const saver = useAutosave(agentId, document, base);
  const saveState = useSaveState(saver);
  const runActions = useNewRunActions(model, saver);
  const [isConflictHidden, setIsConflictHidden] = useState(false);
  const [compared, setCompared] = useState<Version | null>(null);
  const side = useUi((state) => state.side);
  const isPaletteOpen = useUi((state) => state.isPaletteOpen);
  const test = useCallback(() => ui.setState(({ isTestOpen }) => ({ isTestOpen: !isTestOpen })), [ui]);
  useStudioHotkeys(test);
  return (
    <RunActionsProvider value={runActions}>
      <StudioHeader
        saveState={<SaveIndicator saver={saver} onConflict={() => setIsConflictHidden(false)} />}
        onTest={test}
      />
      <div className="relative flex min-h-0 flex-1">
        {isPaletteOpen ? <PalettePanel /> : null}
        <div className="flex min-w-0 flex-1 flex-col">
          <CanvasMenu>
            <Canvas size={size}>
              <EmptyCanvas />
              <RunBanner />
            </Canvas>
          </CanvasMenu>
          <Opened is={(state) => state.isTestOpen}>
            <TestPanel />
          </Opened>
        </div>
        {side === "node" ? <NodePanel /> : null}
        {side === "problems" ? <ProblemsPanel /> : null}
        {side === "versions" ? <VersionsPanel onCompare={setCompared} /> : null}
        {compared ? <CompareView version={compared} size={size} onClose={() => setCompared(null)} /> : null}
      </div>
      <Opened is={(state) => state.insertion !== null}>
        <InsertDialog />
      </Opened>
      <Opened is={(state) => state.dialog === "connect" || state.dialog === "find"}>
        <NodeDialog />
      </Opened>
      <Opened is={(state) => state.dialog === "hotkeys"}>
        <HotkeysDialog />
      </Opened>
      <Opened is={(state) => state.dialog === "deploy"}>
        <DeployDialog saver={saver} />
      </Opened>
      <Opened is={(state) => state.dialog === "use"}>
        <UseDialog />
      </Opened>
      {saveState.status === "conflict" ? (
        <ConflictDialog
          saver={saver}
          theirs={saveState.theirs}
          isOpen={!isConflictHidden}
          onOpenChange={(isOpen) => setIsConflictHidden(!isOpen)}
        />
      ) : null}
    </RunActionsProvider>
  );
}

type OpenedProps = { is: Parameters<typeof useUi<boolean>>[0]; children: ReactNode };

/** Draws its children from the first time that they are asked for. */
function Opened({ is, children }: OpenedProps) {
  const isOpen = useUi(is);
  const [wasOpen, setWasOpen] = useState(isOpen);
  if (isOpen && !wasOpen) setWasOpen(true);
  return wasOpen ? children : null;
}
