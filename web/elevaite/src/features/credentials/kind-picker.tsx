import { Skeleton } from "@elevaite/shared/ui/skeleton";

import type { CredentialKind } from "@/queries/credentials";

import { KindIcon } from "./kind-icon";

type KindPickerProps = { kinds: CredentialKind[] | undefined; onChoose: (kind: CredentialKind) => void };

const kSkeletons = 10;

export function KindPicker({ kinds, onChoose }: KindPickerProps) {
  return (
    <ul className="grid gap-2 sm:grid-cols-2" aria-busy={!kinds}>
      {kinds
        ? kinds.map((kind) => (
            <li key={kind.kind}>
              <button
                type="button"
                className={
                  "flex w-full items-center gap-2.5 rounded-lg border bg-surface p-2 " +
                  "text-left text-sm font-medium transition-colors hover:bg-subtle"
                }
                onClick={() => onChoose(kind)}
              >
                <KindIcon icon={kind.icon} />
                {kind.title}
              </button>
            </li>
          ))
        : Array.from({ length: kSkeletons }, (_, index) => (
            <li key={index}>
              <Skeleton className="h-12.5 rounded-lg" />
            </li>
          ))}
    </ul>
  );
}
