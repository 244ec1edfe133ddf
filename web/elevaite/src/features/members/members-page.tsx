"use client";

import { useQuery } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useState } from "react";

import { meQuery, usePermission } from "@elevaite/shared/session";
import { Button } from "@elevaite/shared/ui/button";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { Page } from "@elevaite/shared/ui/page";
import { Skeleton } from "@elevaite/shared/ui/skeleton";

import { membersQuery } from "@/queries/members";
import { membersPageText as text } from "@/text/members";

import { InvitationList } from "./invitation-list";
import { InviteDialog } from "./invite-dialog";
import { MemberDialog, type Asked } from "./member-dialog";
import { MemberRow } from "./member-row";

export function MembersPage() {
  const mayWrite = usePermission("members:write");
  const [isInviting, setIsInviting] = useState(false);
  return (
    <Page
      title={text.title}
      description={text.description}
      className="max-w-4xl"
      actions={
        mayWrite ? (
          <Button variant="primary" onClick={() => setIsInviting(true)}>
            <UserPlus aria-hidden />
            {text.invite}
          </Button>
        ) : null
      }
    >
      <MemberList />
      {mayWrite ? <InvitationList /> : null}
      <InviteDialog isOpen={isInviting} onOpenChange={setIsInviting} />
    </Page>
  );
}

function MemberList() {
  const { data: me } = useQuery(meQuery);
  const { data: members, isPending, error, refetch } = useQuery(membersQuery);
  // It stays while its dialog closes, so that no text changes on the way out.
  const [asked, setAsked] = useState<Asked | null>(null);
  const [isAsking, setIsAsking] = useState(false);
  if (isPending || !me) return <Skeleton aria-busy className="h-40 rounded-lg" />;
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <>
      <ul aria-label={text.title} className="divide-y rounded-lg border">
        {members.map((member) => (
          <MemberRow
            key={member.id}
            member={member}
            me={me}
            onAsk={(question) => {
              setAsked({ question, member });
              setIsAsking(true);
            }}
          />
        ))}
      </ul>
      {asked ? <MemberDialog asked={asked} isOpen={isAsking} onOpenChange={setIsAsking} /> : null}
    </>
  );
}
