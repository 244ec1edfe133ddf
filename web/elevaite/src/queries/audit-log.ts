import { infiniteQueryOptions } from "@tanstack/react-query";

import { auth, unwrap, type AuthItem } from "@elevaite/shared/api";
import { cursorPaging } from "@elevaite/shared/query";

export type AuditEvent = AuthItem<"/v1/audit-events">;
/** As the API names them; what is empty does not filter. */
export type AuditFilter = { action: string; actor: string };

const asQuery = ({ action, actor }: AuditFilter) => ({
  ...(action ? { action } : {}),
  ...(actor ? { actor } : {}),
});

export const auditEventsQuery = (filter: AuditFilter) =>
  infiniteQueryOptions({
    ...cursorPaging,
    queryKey: ["audit-events", filter],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...asQuery(filter), cursor: pageParam };
      return unwrap(auth.GET("/v1/audit-events", { params: { query }, signal }));
    },
  });

/** The whole log as a file, handed to the browser. It is asked for with the session's token, which a link has not. */
export async function downloadAuditEvents(filter: AuditFilter, format: "csv" | "jsonl"): Promise<void> {
  const query = { ...asQuery(filter), format };
  const blob = await unwrap(
    auth.GET("/v1/audit-events/export", { params: { query }, parseAs: "blob" }) as never,
  );
  const address = URL.createObjectURL(blob as Blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = `audit.${format}`;
  link.click();
  URL.revokeObjectURL(address);
}
