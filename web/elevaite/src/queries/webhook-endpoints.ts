import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { engine, unwrap, type EngineItem } from "@elevaite/shared/api";
import { cursorPaging } from "@elevaite/shared/query";

export type WebhookEndpoint = EngineItem<"/v1/webhook-endpoints">;
/** With its secret, which is shown once. */
export type Delivery = EngineItem<"/v1/webhook-endpoints/{id}/deliveries">;
export type DeliveryStatus = Delivery["status"];

/** What an endpoint can ask for. */
export const webhookEvents = [
  "job.succeeded",
  "job.failed",
  "file.ready",
  "run.succeeded",
  "run.failed",
  "approval.needed",
] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

export const webhookEndpointsQuery = queryOptions({
  queryKey: ["webhook-endpoints", "list"],
  queryFn: async ({ signal }) => (await unwrap(engine.GET("/v1/webhook-endpoints", { signal }))).data,
});

const kWatchMilliseconds = 2000;

/** The newest first. While one is on its way, the list is looked at again. */
export const deliveriesQuery = (endpoint: string) =>
  infiniteQueryOptions({
    ...cursorPaging,
    queryKey: ["webhook-endpoints", "deliveries", endpoint],
    queryFn: ({ pageParam, signal }) => {
      const params = { path: { id: endpoint }, query: { cursor: pageParam } };
      return unwrap(engine.GET("/v1/webhook-endpoints/{id}/deliveries", { params, signal }));
    },
    refetchInterval: ({ state }) => {
      const isUnderWay = state.data?.pages.some(({ data }) =>
        data.some(({ status }) => status === "pending"),
      );
      return isUnderWay ? kWatchMilliseconds : false;
    },
  });

/** One with its payload, which the list leaves out. */
export const deliveryQuery = (endpoint: string, delivery: string) =>
  queryOptions({
    queryKey: ["webhook-endpoints", "delivery", delivery],
    queryFn: ({ signal }) => {
      const params = { path: { id: endpoint, delivery_id: delivery } };
      return unwrap(engine.GET("/v1/webhook-endpoints/{id}/deliveries/{delivery_id}", { params, signal }));
    },
  });

function useChangesEndpoints() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ["webhook-endpoints"] });
}

export type EndpointChange = {
  url?: string;
  description?: string;
  events?: WebhookEvent[];
  is_enabled?: boolean;
};

export function useCreateEndpoint() {
  const onSuccess = useChangesEndpoints();
  return useMutation({
    mutationFn: (body: EndpointChange & { url: string }) =>
      unwrap(engine.POST("/v1/webhook-endpoints", { body })),
    onSuccess,
    meta: { showsOwnErrors: true },
  });
}

export function useChangeEndpoint({ showsOwnErrors }: { showsOwnErrors: boolean }) {
  const onSettled = useChangesEndpoints();
  return useMutation({
    mutationFn: ({ id, ...body }: EndpointChange & { id: string }) =>
      unwrap(engine.PATCH("/v1/webhook-endpoints/{id}", { params: { path: { id } }, body })),
    onSettled,
    meta: { showsOwnErrors },
  });
}

export function useRotateSecret() {
  const onSuccess = useChangesEndpoints();
  return useMutation({
    mutationFn: ({ id, overlap }: { id: string; overlap: number }) =>
      unwrap(
        engine.POST("/v1/webhook-endpoints/{id}/rotate-secret", {
          params: { path: { id } },
          body: { overlap_seconds: overlap },
        }),
      ),
    onSuccess,
    meta: { showsOwnErrors: true },
  });
}

export function useDeleteEndpoint() {
  const onSuccess = useChangesEndpoints();
  return useMutation({
    mutationFn: (id: string) =>
      unwrap(engine.DELETE("/v1/webhook-endpoints/{id}", { params: { path: { id } } })),
    onSuccess,
  });
}

export function useTestEndpoint() {
  const onSuccess = useChangesEndpoints();
  return useMutation({
    mutationFn: (id: string) =>
      unwrap(engine.POST("/v1/webhook-endpoints/{id}/test", { params: { path: { id } } })),
    onSuccess,
  });
}

export function useResendDelivery(endpoint: string) {
  const onSettled = useChangesEndpoints();
  return useMutation({
    mutationFn: (delivery: string) => {
      const params = { path: { id: endpoint, delivery_id: delivery } };
      return unwrap(engine.POST("/v1/webhook-endpoints/{id}/deliveries/{delivery_id}/resend", { params }));
    },
    onSettled,
  });
}
