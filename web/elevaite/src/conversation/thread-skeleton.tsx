import { Skeleton } from "@elevaite/shared/ui/skeleton";

export function ThreadSkeleton() {
  return (
    <div aria-busy="true" className="flex min-h-0 flex-1 flex-col">
      <div className="mx-auto flex w-full max-w-3xl flex-1 flex-col gap-6 px-4 py-6 sm:px-6">
        <Skeleton className="ml-auto h-9 w-56 rounded-2xl" />
        <Skeleton className="h-20 w-full rounded-md" />
        <Skeleton className="ml-auto h-9 w-40 rounded-2xl" />
        <Skeleton className="h-28 w-full rounded-md" />
      </div>
      <div className="mx-auto w-full max-w-3xl px-3 pb-3 sm:px-6">
        <Skeleton className="h-22 w-full rounded-xl" />
      </div>
    </div>
  );
}
