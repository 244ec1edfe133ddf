import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { auth, unwrap, type AuthItem } from "@elevaite/shared/api";
import { meQuery, type Role } from "@elevaite/shared/session";

import { membersText as text } from "@/text/members";

export type Member = AuthItem<"/v1/members">;

const kPageSize = 200;
/** So many pages of members are read for their names. */
const kPages = 10;

/** Everybody in the tenant, for lists that know only their ids. */
export const membersQuery = queryOptions({
  queryKey: ["members"],
  queryFn: async ({ signal }): Promise<Member[]> => {
    const members: Member[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < kPages; page++) {
      const query = { limit: kPageSize, cursor };
      const { data, next_cursor } = await unwrap(auth.GET("/v1/members", { params: { query }, signal }));
      members.push(...data);
      if (!next_cursor) break;
      cursor = next_cursor;
    }
    return members;
  },
  staleTime: 60_000,
});

type Known = Pick<Member, "id" | "name" | "email">;

/** What a person is called to whoever asks; of one who has left, that they have. */
export function nameOf(
  id: string,
  me: string | undefined,
  members: readonly Known[] | undefined,
): string | null {
  if (id === me) return text.you;
  const member = members?.find((one) => one.id === id);
  if (member) return member.name || member.email;
  return members && me !== undefined ? text.former : null;
}

/** The name of a member by the id of the person; null until it is known, and a dash where nobody is meant. */
export function useMemberName(id: string | null | undefined): string | null {
  const { data: me } = useQuery(meQuery);
  const isSomebodyElse = id != null && me !== undefined && me.id !== id;
  const { data: members, isError } = useQuery({ ...membersQuery, enabled: isSomebodyElse });
  if (id == null) return text.nobody;
  return isError ? text.somebody : nameOf(id, me?.id, members);
}

function useMemberChange<Input>(change: (input: Input) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    // Also after a failure: somebody else may have changed it.
    onSettled: () => client.invalidateQueries({ queryKey: membersQuery.queryKey }),
  });
}

export const useSetRole = () =>
  useMemberChange(({ id, role }: { id: string; role: Role }) =>
    unwrap(auth.PATCH("/v1/members/{id}", { params: { path: { id } }, body: { role } })),
  );

export const useRemoveMember = () =>
  useMemberChange((id: string) => unwrap(auth.DELETE("/v1/members/{id}", { params: { path: { id } } })));

export const useTransferTenant = () =>
  useMemberChange((user_id: string) => unwrap(auth.POST("/v1/tenant/transfer", { body: { user_id } })));

export const useLeaveTenant = () => useMemberChange(() => unwrap(auth.POST("/v1/tenant/leave")));
