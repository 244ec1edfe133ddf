"use client";

import { useQuery } from "@tanstack/react-query";
import { useId } from "react";

import { usePermission } from "@elevaite/shared/session";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { Label } from "@elevaite/shared/ui/label";
import { Skeleton } from "@elevaite/shared/ui/skeleton";
import { Switch } from "@elevaite/shared/ui/switch";
import { toast } from "@elevaite/shared/ui/toast";

import { signInPolicyQuery, useSetSignInPolicy } from "@/queries/sign-in-policy";
import { text as all } from "@/text/settings";

const text = all.signIn;

/** What the tenant asks of everybody who signs in to it; its owner decides. */
export function SignInPolicy() {
  const id = useId();
  const { data: policy, isPending, error, refetch } = useQuery(signInPolicyQuery);
  const set = useSetSignInPolicy();
  const mayChange = usePermission("tenant:write");
  if (isPending) return <Skeleton aria-busy className="h-10 rounded-md" />;
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  const change = (isRequired: boolean) =>
    set.mutate(
      { requires_second_factor: isRequired },
      { onSuccess: () => toast.success(isRequired ? text.required : text.notRequired) },
    );
  return (
    <div className="flex items-center justify-between gap-4">
      <div>
        <Label htmlFor={id}>{text.secondFactor}</Label>
        <p id={`${id}-hint`} className="text-sm text-muted">
          {mayChange ? text.secondFactorHint : text.ownerOnly}
        </p>
      </div>
      <Switch
        id={id}
        aria-describedby={`${id}-hint`}
        checked={policy.requires_second_factor}
        disabled={!mayChange || set.isPending}
        onCheckedChange={change}
      />
    </div>
  );
}
