"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";

import { toast } from "@elevaite/shared/ui/toast";

import { agentQuery } from "@/queries/agents";
import { readDraft, saveDraft } from "@/queries/drafts";
import { studioText as text } from "@/text/studio";

import { areSameDocuments, documentOf, workflowOf } from "../document/format";
import type { DocumentStore } from "../document/document-store";
import { writeBackup } from "./backup";
import { createSaver, type Saver, type SaveState, type Stored } from "./saver";

const storedOf = (draft: { revision: number; workflow?: unknown }): Stored => ({
  revision: draft.revision,
  document: documentOf(draft.workflow),
});

type SaverOptions = {
  agent: string;
  base: Stored;
  onSaved: (draft: Awaited<ReturnType<typeof saveDraft>>) => void;
};

function openSaver({ agent, base, onSaved }: SaverOptions): Saver {
  return createSaver(base, {
    async save(document, revision) {
      const draft = await saveDraft(agent, workflowOf(document), revision);
      onSaved(draft);
      return draft.revision;
    },
    load: async () => storedOf(await readDraft(agent)),
    backUp: (draft) => writeBackup(window.localStorage, agent, draft),
    setTimer: (work, milliseconds) => setTimeout(work, milliseconds),
    clearTimer: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
  });
}

/** Saves the document while it is edited, and takes over what others have saved while nothing is unsaved here. */
export function useAutosave(agent: string, document: DocumentStore, base: Stored): Saver {
  const client = useQueryClient();
  const [channel] = useState(() => new BroadcastChannel(`elevaite-draft-${agent}`));
  const [saver] = useState(() =>
    openSaver({
      agent,
      base,
      onSaved(draft) {
        client.setQueryData(agentQuery(agent).queryKey, draft);
        channel.postMessage(draft.revision);
      },
    }),
  );

  useEffect(() => {
    const change = () => {
      const state = document.getState();
      saver.change(state.document, state.isTyping);
    };
    change();
    return document.subscribe(change);
  }, [document, saver]);

  useEffect(() => {
    let isGone = false;
    const look = async () => {
      if (!saver.isClean || window.document.visibilityState === "hidden") return;
      const theirs = await readDraft(agent).then(storedOf, () => null);
      if (isGone || !theirs || !saver.isClean || theirs.revision <= saver.base.revision) return;
      if (areSameDocuments(theirs.document, saver.base.document)) {
        return saver.rebase({ ...theirs, document: saver.base.document });
      }
      saver.rebase(theirs);
      document.apply(() => theirs.document, { label: text.did.takeTheirs });
      toast.info(text.save.takenOver);
    };
    const hear = () => void look();
    const online = () => void saver.flush();
    const leave = (event: BeforeUnloadEvent) => {
      if (saver.isClean) return;
      void saver.flush();
      event.preventDefault();
    };
    channel.addEventListener("message", hear);
    window.addEventListener("focus", hear);
    window.addEventListener("online", online);
    window.addEventListener("beforeunload", leave);
    return () => {
      isGone = true;
      channel.removeEventListener("message", hear);
      window.removeEventListener("focus", hear);
      window.removeEventListener("online", online);
      window.removeEventListener("beforeunload", leave);
      // Another page of the app is shown; what is unsaved is saved on the way.
      void saver.flush();
    };
  }, [agent, channel, document, saver]);

  return saver;
}

export function useSaveState(saver: Saver): SaveState {
  return useSyncExternalStore(saver.subscribe, saver.getState, saver.getState);
}
