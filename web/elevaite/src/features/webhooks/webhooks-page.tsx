"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus, Webhook } from "lucide-react";
import { useState, type ReactNode } from "react";

import { useQueryParam } from "@elevaite/shared/routing";
import { usePermission } from "@elevaite/shared/session";
import { Button } from "@elevaite/shared/ui/button";
import { EmptyState } from "@elevaite/shared/ui/empty-state";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { Page } from "@elevaite/shared/ui/page";
import { Skeleton } from "@elevaite/shared/ui/skeleton";

import { webhookEndpointsQuery, type WebhookEndpoint } from "@/queries/webhook-endpoints";
import { text } from "@/text/webhooks";

import { DeleteEndpointDialog } from "./delete-endpoint-dialog";
import { DeliveriesSheet } from "./deliveries-sheet";
import { EndpointCard, type EndpointAction } from "./endpoint-card";
import { CreateEndpointDialog, EditEndpointDialog } from "./endpoint-dialogs";
import { RotateSecretDialog } from "./rotate-secret-dialog";

export function WebhooksPage() {
  const mayWrite = usePermission("webhooks:write");
  const [isCreating, setIsCreating] = useState(false);
  const createButton = mayWrite ? (
    <Button variant="primary" onClick={() => setIsCreating(true)}>
      <Plus aria-hidden />
      {text.create}
    </Button>
  ) : null;
  return (
    <Page title={text.title} description={text.description} actions={createButton} className="max-w-4xl">
      <EndpointList mayWrite={mayWrite} createButton={createButton} />
      <CreateEndpointDialog isOpen={isCreating} onOpenChange={setIsCreating} />
    </Page>
  );
}

function EndpointList({ mayWrite, createButton }: { mayWrite: boolean; createButton: ReactNode }) {
  const query = useQuery(webhookEndpointsQuery);
  const [shown, setShown] = useQueryParam("endpoint");
  // It stays while its dialog closes, so that no text changes on the way out.
  const [asked, setAsked] = useState<{ endpoint: WebhookEndpoint; action: EndpointAction } | null>(null);
  const [isAsking, setIsAsking] = useState(false);
  if (query.isPending) return <Skeleton aria-busy className="h-28 w-full rounded-lg" />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;

  const endpoints = query.data;
  const ask = (endpoint: WebhookEndpoint, action: EndpointAction) => {
    setAsked({ endpoint, action });
    setIsAsking(true);
  };
  if (endpoints.length === 0) {
    return (
      <EmptyState
        icon={Webhook}
        title={text.emptyTitle}
        description={text.emptyDescription}
        action={createButton}
      />
    );
  }
  return (
    <>
      <ul aria-label={text.list} className="flex flex-col gap-3">
        {endpoints.map((endpoint) => (
          <EndpointCard
            key={endpoint.id}
            endpoint={endpoint}
            mayWrite={mayWrite}
            onAsk={(action) => ask(endpoint, action)}
            onShowDeliveries={() => setShown(endpoint.id)}
          />
        ))}
      </ul>
      <DeliveriesSheet
        endpoint={endpoints.find(({ id }) => id === shown) ?? null}
        mayWrite={mayWrite}
        onClose={() => setShown("")}
      />
      {asked ? <Asked {...asked} isOpen={isAsking} onOpenChange={setIsAsking} /> : null}
    </>
  );
}

type AskedProps = {
  endpoint: WebhookEndpoint;
  action: EndpointAction;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
};

function Asked({ action, ...props }: AskedProps) {
  if (action === "edit") return <EditEndpointDialog {...props} />;
  if (action === "rotate") return <RotateSecretDialog {...props} />;
  return <DeleteEndpointDialog {...props} />;
}
