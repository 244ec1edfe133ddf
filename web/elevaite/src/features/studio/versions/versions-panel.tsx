"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { GitCompare, History, RotateCcw, X } from "lucide-react";

import { entriesOf } from "@elevaite/shared/query";
import { usePermission } from "@elevaite/shared/session";
import { text as shared } from "@elevaite/shared/text";
import { Badge } from "@elevaite/shared/ui/badge";
import { Button } from "@elevaite/shared/ui/button";
import { EmptyState } from "@elevaite/shared/ui/empty-state";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { MoreButton } from "@elevaite/shared/ui/more-button";
import { RelativeTime } from "@elevaite/shared/ui/relative-time";
import { Skeleton } from "@elevaite/shared/ui/skeleton";
import { toast } from "@elevaite/shared/ui/toast";

import { agentQuery } from "@/queries/agents";
import { useRollBack, versionsQuery, type Version } from "@/queries/versions";
import { studioText as text } from "@/text/studio";

import { useStudio } from "../studio-context";

/** The versions of the agent: look at one, compare, take it into the draft, or make it live again. */
export function VersionsPanel({ onCompare }: { onCompare: (version: Version) => void }) {
  const { agentId, ui } = useStudio();
  const query = useInfiniteQuery(versionsQuery(agentId));
  const versions = query.data ? entriesOf(query.data).filter(({ number }) => number !== null) : [];
  return (
    <aside
      aria-label={text.versions.title}
      className="flex min-h-0 w-80 shrink-0 flex-col border-l bg-surface max-md:absolute max-md:inset-0 max-md:z-20 max-md:w-full"
    >
      <header className="flex h-12 shrink-0 items-center justify-between border-b pr-2 pl-4">
        <h2 className="text-sm font-semibold">{text.versions.title}</h2>
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={shared.close}
          onClick={() => ui.setState({ side: null })}
        >
          <X aria-hidden />
        </Button>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto p-3">
        {query.isPending ? <PanelSkeleton /> : null}
        {query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : null}
        {query.isSuccess && versions.length === 0 ? (
          <EmptyState icon={History} title={text.versions.empty} description={text.versions.emptyHint} />
        ) : null}
        <ul className="flex flex-col gap-2">
          {versions.map((version) => (
            <VersionItem key={version.id} version={version} onCompare={() => onCompare(version)} />
          ))}
        </ul>
        <MoreButton query={query} className="mt-3 w-full">
          {text.versions.more}
        </MoreButton>
      </div>
    </aside>
  );
}

function PanelSkeleton() {
  return (
    <div aria-busy="true" className="flex flex-col gap-2">
      {[0, 1, 2].map((row) => (
        <Skeleton key={row} className="h-24 w-full rounded-lg" />
      ))}
    </div>
  );
}

function VersionItem({ version, onCompare }: { version: Version; onCompare: () => void }) {
  const { agentId } = useStudio();
  const { data: agent } = useQuery(agentQuery(agentId));
  const mayDeploy = usePermission("agents:deploy");
  const rollBack = useRollBack(agentId);
  const isLive = agent?.deployment?.version_id === version.id;
  const number = version.number ?? 0;
  return (
    <li className="flex flex-col gap-1.5 rounded-lg border p-3">
      <div className="flex items-center gap-2">
        <span className="text-sm font-semibold">{text.versions.number(number)}</span>
        {isLive ? <Badge tone="success">{text.versions.live}</Badge> : null}
        <span className="ml-auto text-xs text-muted">
          <RelativeTime at={version.created_at} />
        </span>
      </div>
      {version.note ? <p className="text-sm wrap-anywhere text-muted">{version.note}</p> : null}
      <div className="-mb-1 -ml-2 flex flex-wrap">
        <Button variant="ghost" size="sm" onClick={onCompare}>
          <GitCompare aria-hidden />
          {text.versions.compare}
        </Button>
        {mayDeploy && !isLive ? (
          <Button
            variant="ghost"
            size="sm"
            isPending={rollBack.isPending}
            onClick={() =>
              rollBack.mutate(version.id, {
                onSuccess: () => {
                  const before = agent?.deployment?.version_id;
                  toast.success(
                    text.versions.rolledBack(number),
                    before ? { undo: () => rollBack.mutate(before) } : {},
                  );
                },
              })
            }
          >
            <RotateCcw aria-hidden />
            {text.versions.makeLive}
          </Button>
        ) : null}
      </div>
    </li>
  );
}
