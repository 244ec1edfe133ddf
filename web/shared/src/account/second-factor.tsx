"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { formatDate } from "../format/index";
import { text as shared } from "../text/index";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { ErrorState } from "../ui/error-state";
import { Skeleton } from "../ui/skeleton";
import { toast } from "../ui/toast";
import { Enrolment } from "./enrolment";
import {
  secondFactorQuery,
  useBeginSecondFactor,
  useConfirmSecondFactor,
  useRemoveSecondFactor,
  useRenewRecoveryCodes,
} from "./queries";
import { proofIn, ProofField } from "./proof-field";
import { RecoveryCodes } from "./recovery-codes";
import { StepUpForm } from "./step-up-form";
import { text as all } from "./text";

const text = all.secondFactor;

type Doing = "nothing" | "setting_up" | "renewing" | "removing";

/** My authenticator app: setting it up, new recovery codes, and the end of it. */
export function SecondFactor() {
  const { data: factor, isPending, error, refetch } = useQuery(secondFactorQuery);
  const [doing, setDoing] = useState<Doing>("nothing");
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (isPending) return <Skeleton className="h-8 rounded-lg" />;
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  const stop = () => setDoing("nothing");
  const show = (next: readonly string[]) => {
    stop();
    setCodes(next);
  };
  if (codes) return <RecoveryCodes codes={codes} onKept={() => setCodes(null)} />;
  if (doing === "setting_up") return <SetUp onDone={show} onCancel={stop} />;
  if (doing === "renewing") return <Renew onDone={show} onCancel={stop} />;
  if (doing === "removing") return <Remove onDone={stop} />;
  if (!factor.is_enrolled) {
    return (
      <Button className="self-start" onClick={() => setDoing("setting_up")}>
        {text.setUp}
      </Button>
    );
  }
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p className="flex flex-wrap items-center gap-2 text-sm">
        <Badge tone="success">{text.on}</Badge>
        {factor.enrolled_at ? text.since(formatDate(factor.enrolled_at)) : null}
        <span className="text-muted">{text.left(factor.recovery_codes_left)}</span>
      </p>
      <div className="flex gap-2">
        <Button onClick={() => setDoing("renewing")}>{text.renew}</Button>
        <Button onClick={() => setDoing("removing")}>{text.remove}</Button>
      </div>
    </div>
  );
}

type Step = { onDone: (codes: readonly string[]) => void; onCancel: () => void };

function SetUp({ onDone, onCancel }: Step) {
  const begin = useBeginSecondFactor();
  const confirm = useConfirmSecondFactor();
  const enrolment = begin.data;
  if (!enrolment) {
    return (
      <StepUpForm
        submit={text.next}
        cancel={shared.cancel}
        isPending={begin.isPending}
        onSubmit={(data, ending) => begin.mutate(proofIn(data), ending)}
        onCancel={onCancel}
      >
        {(faults) => <ProofField faults={faults} id="password" />}
      </StepUpForm>
    );
  }
  return (
    <StepUpForm
      key="code"
      submit={text.turnOn}
      cancel={shared.cancel}
      isPending={confirm.isPending}
      onSubmit={(data, ending) =>
        confirm.mutate(proofIn(data).code, {
          ...ending,
          onSuccess: ({ recovery_codes }) => onDone(recovery_codes),
        })
      }
      onCancel={onCancel}
    >
      {(faults) => <Enrolment uri={enrolment.uri} secret={enrolment.secret} error={faults["code"]} />}
    </StepUpForm>
  );
}

function Renew({ onDone, onCancel }: Step) {
  const renew = useRenewRecoveryCodes();
  return (
    <StepUpForm
      submit={text.renew}
      cancel={shared.cancel}
      isPending={renew.isPending}
      onSubmit={(data, ending) =>
        renew.mutate(proofIn(data), {
          ...ending,
          onSuccess: ({ recovery_codes }) => onDone(recovery_codes),
        })
      }
      onCancel={onCancel}
    >
      {(faults) => <ProofField faults={faults} id="password" />}
    </StepUpForm>
  );
}

function Remove({ onDone }: { onDone: () => void }) {
  const remove = useRemoveSecondFactor();
  const removed = () => {
    toast.success(text.removed);
    onDone();
  };
  return (
    <StepUpForm
      submit={text.remove}
      cancel={shared.cancel}
      isPending={remove.isPending}
      isDangerous
      onSubmit={(data, ending) => remove.mutate(proofIn(data), { ...ending, onSuccess: removed })}
      onCancel={onDone}
    >
      {(faults) => <ProofField faults={faults} id="password" />}
    </StepUpForm>
  );
}
