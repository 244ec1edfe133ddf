import type { ComponentProps, ReactNode } from "react";

import { Button } from "./button";

type MoreButtonProps = Omit<ComponentProps<typeof Button>, "children" | "onClick" | "isPending"> & {
  /** A list that is loaded page by page, as useInfiniteQuery has it. */
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
  children: ReactNode;
};

/** Loads what follows in a list; nothing when it is all there. */
export function MoreButton({ query, className = "self-center", ...props }: MoreButtonProps) {
  if (!query.hasNextPage) return null;
  return (
    <Button
      className={className}
      isPending={query.isFetchingNextPage}
      onClick={() => void query.fetchNextPage()}
      {...props}
    />
  );
}
