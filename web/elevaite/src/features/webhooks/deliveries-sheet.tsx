"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Send } from "lucide-react";

import { entriesOf } from "@elevaite/shared/query";
import { Button } from "@elevaite/shared/ui/button";
import { EmptyState } from "@elevaite/shared/ui/empty-state";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { MoreButton } from "@elevaite/shared/ui/more-button";
import { Sheet, SheetContent, SheetDescription, SheetTitle } from "@elevaite/shared/ui/sheet";
import { Skeleton } from "@elevaite/shared/ui/skeleton";
import { toast } from "@elevaite/shared/ui/toast";

import { deliveriesQuery, useTestEndpoint, type WebhookEndpoint } from "@/queries/webhook-endpoints";
import { text as all } from "@/text/webhooks";

import { DeliveryItem } from "./delivery-item";

const text = all.log;

type DeliveriesSheetProps = { endpoint: WebhookEndpoint | null; mayWrite: boolean; onClose: () => void };

/** What was sent to an endpoint, open while there is one. */
export function DeliveriesSheet({ endpoint, mayWrite, onClose }: DeliveriesSheetProps) {
  return (
    <Sheet open={endpoint !== null} onOpenChange={onClose}>
      <SheetContent className="w-[34rem]">
        <div className="flex flex-col gap-1 border-b px-4 py-3 pr-12">
          <SheetTitle className="text-base font-semibold">{all.deliveries}</SheetTitle>
          <SheetDescription className="text-sm text-muted">{text.description}</SheetDescription>
          {endpoint ? <p className="font-mono text-xs break-all">{endpoint.url}</p> : null}
        </div>
        <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto p-4">
          {endpoint ? <Deliveries endpoint={endpoint} mayWrite={mayWrite} /> : null}
        </div>
      </SheetContent>
    </Sheet>
  );
}

function Deliveries({ endpoint, mayWrite }: { endpoint: WebhookEndpoint; mayWrite: boolean }) {
  const query = useInfiniteQuery(deliveriesQuery(endpoint.id));
  const test = useTestEndpoint();
  const button =
    mayWrite && endpoint.is_enabled ? (
      <Button
        size="sm"
        className="self-start"
        isPending={test.isPending}
        onClick={() => test.mutate(endpoint.id, { onSuccess: () => toast.success(all.testSent) })}
      >
        <Send aria-hidden />
        {all.test}
      </Button>
    ) : null;
  if (query.isPending) return <Skeleton aria-busy className="h-32 w-full" />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const deliveries = entriesOf(query.data);
  if (deliveries.length === 0) {
    return <EmptyState icon={Send} title={all.deliveries} description={text.empty} action={button} />;
  }
  return (
    <>
      {button}
      <ul aria-label={all.deliveries} className="flex flex-col gap-2">
        {deliveries.map((delivery) => (
          <DeliveryItem
            key={delivery.id}
            endpoint={endpoint.id}
            delivery={delivery}
            mayResend={mayWrite && endpoint.is_enabled}
          />
        ))}
      </ul>
      <MoreButton query={query}>{text.loadMore}</MoreButton>
    </>
  );
}
