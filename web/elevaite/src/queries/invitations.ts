import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { auth, unwrap, type AuthItem } from "@elevaite/shared/api";
import type { Role } from "@elevaite/shared/session";

export type Invitation = AuthItem<"/v1/invitations">;

const kPageSize = 200;

/** The newest invitations that are open; a tenant has few. */
export const invitationsQuery = queryOptions({
  queryKey: ["invitations"],
  queryFn: async ({ signal }) => {
    const query = { limit: kPageSize };
    return (await unwrap(auth.GET("/v1/invitations", { params: { query }, signal }))).data;
  },
});

function useInvitationChange<Input, Output>(
  change: (input: Input) => Promise<Output>,
  showsOwnErrors = false,
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => client.invalidateQueries({ queryKey: invitationsQuery.queryKey }),
    meta: { showsOwnErrors },
  });
}

export const useInvite = () =>
  useInvitationChange(
    (body: { email: string; role: Role }) => unwrap(auth.POST("/v1/invitations", { body })),
    true,
  );

export const useResendInvitation = () =>
  useInvitationChange((id: string) =>
    unwrap(auth.POST("/v1/invitations/{id}/resend", { params: { path: { id } } })),
  );

export const useRevokeInvitation = () =>
  useInvitationChange((id: string) =>
    unwrap(auth.DELETE("/v1/invitations/{id}", { params: { path: { id } } })),
  );
