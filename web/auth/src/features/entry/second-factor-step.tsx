"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { CodeField, Enrolment, RecoveryCodes } from "@elevaite/shared/account";
import { publicAuth, unwrap } from "@elevaite/shared/api";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { Skeleton } from "@elevaite/shared/ui/skeleton";

import { text as all } from "@/text/entry";

import { useAnswer, type Challenge } from "./enter";
import { EntryForm } from "./entry-form";
import { EntryLink } from "./entry-link";

const text = all.secondFactor;

const codeIn = (data: FormData) => String(data.get("code") ?? "").trim();
const faultsIn = (data: FormData): Record<string, string> => (codeIn(data) ? {} : { code: text.missing });

/** The second half of signing in: a code, or the app that gives them when the tenant asks for one. */
export function SecondFactorStep({
  challenge,
  onDone,
}: {
  challenge: Challenge;
  onDone: () => Promise<void>;
}) {
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const answer = useAnswer(challenge.challenge, (recovery) => {
    if (recovery.length > 0) setCodes(recovery);
    else void onDone();
  });
  if (codes) return <RecoveryCodes codes={codes} onKept={() => void onDone()} />;
  return (
    <EntryForm
      title={challenge.enrols ? text.enrolTitle : text.title}
      description={challenge.enrols ? text.enrolDescription : text.description}
      submit={text.submit}
      isPending={answer.isPending || answer.isSuccess}
      check={faultsIn}
      onSubmit={(data, ending) => answer.mutate(codeIn(data), ending)}
      footer={<EntryLink href="/sign-in">{text.again}</EntryLink>}
    >
      {(faults) =>
        challenge.enrols ? (
          <EnrolFields challenge={challenge.challenge} error={faults["code"]} />
        ) : (
          <CodeField label={text.code} hint={text.hint} error={faults["code"]} />
        )
      }
    </EntryForm>
  );
}

function EnrolFields({ challenge, error: fault }: { challenge: string; error: string | undefined }) {
  const { data, error, refetch } = useQuery({
    queryKey: ["enrolment", challenge],
    queryFn: ({ signal }) =>
      unwrap(publicAuth.POST("/v1/auth/challenges/enrol", { body: { challenge }, signal })),
    // Every answer is another secret.
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton aria-busy className="size-44 rounded-md" />;
  return <Enrolment uri={data.uri} secret={data.secret} error={fault} />;
}
