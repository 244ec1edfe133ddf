import { MutationCache, QueryClient } from "@tanstack/react-query";

import { toast } from "../ui/toast";
import { retryDelay, shouldRetry } from "./retries";

const kFreshMilliseconds = 10_000;

declare module "@tanstack/react-query" {
  interface Register {
    mutationMeta: {
      /** The caller shows the failure itself, beside the field or in the dialog. */
      showsOwnErrors?: boolean;
    };
  }
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    mutationCache: new MutationCache({
      onError: (error, _variables, _result, mutation) => {
        if (!mutation.meta?.showsOwnErrors) toast.problem(error);
      },
    }),
    defaultOptions: {
      queries: { retry: shouldRetry, retryDelay, staleTime: kFreshMilliseconds },
      // A write is never repeated in silence: the first try may have arrived.
      mutations: { retry: false },
    },
  });
}
