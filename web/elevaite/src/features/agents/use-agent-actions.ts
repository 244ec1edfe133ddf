"use client";

import { useRouter } from "next/navigation";

import { toast } from "@elevaite/shared/ui/toast";

import {
  exportAgent,
  useDeleteAgent,
  useDuplicateAgent,
  useRestoreAgent,
  type AgentSummary,
} from "@/queries/agents";
import { useUndeploy } from "@/queries/versions";
import { agentsText } from "@/text/agents";

const text = agentsText.actions;

function download(name: string, content: string): void {
  const address = URL.createObjectURL(new Blob([content], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

/** What can be done with an agent as a whole, in the list and on its page. */
export function useAgentActions({ id, name, slug }: AgentSummary) {
  const router = useRouter();
  const duplicate = useDuplicateAgent();
  const remove = useDeleteAgent();
  const restore = useRestoreAgent();
  const undeploy = useUndeploy(id);
  return {
    duplicate: () =>
      duplicate.mutate(id, {
        onSuccess: (copy) => {
          toast.success(text.duplicated(copy.name));
          router.push(`/agents/${copy.id}`);
        },
      }),
    exportFile: () =>
      void exportAgent(id).then(
        (file) => download(`${slug}.json`, `${JSON.stringify(file, null, 2)}\n`),
        (error: unknown) => toast.problem(error),
      ),
    undeploy: () => undeploy.mutate(undefined, { onSuccess: () => toast.success(text.undeployed(name)) }),
    // Deleting is undone by bringing back: for thirty days, and here for as long as the toast is there.
    async remove(onGone?: () => void) {
      await remove.mutateAsync(id).then(
        () => {
          onGone?.();
          const undo = () =>
            void restore.mutateAsync(id).then(
              () => toast.success(text.restored(name)),
              () => undefined,
            );
          toast.success(text.removed(name), { undo });
        },
        // The failed mutation has said so itself.
        () => undefined,
      );
    },
  };
}
