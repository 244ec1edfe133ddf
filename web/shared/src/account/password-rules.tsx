"use client";

import { Check, Circle, Dot } from "lucide-react";

import { cn } from "../ui/class-names";
import { isLongEnough } from "./new-password";
import { text } from "./text";

type PasswordRulesProps = { password: string; minLength: number; className?: string };

/** What a new password must be, before it is refused. The length ticks itself off; the rest only the server knows. */
export function PasswordRules({ password, minLength, className }: PasswordRulesProps) {
  const isMet = isLongEnough(password, minLength);
  const Icon = isMet ? Check : Circle;
  return (
    <ul
      aria-label={text.password.rules}
      className={cn("flex flex-col gap-0.5 text-xs text-muted", className)}
    >
      <li className={cn("flex items-center gap-1.5", isMet && "text-success")}>
        <Icon aria-hidden className="size-3 shrink-0" strokeWidth={isMet ? 3 : 2} />
        {text.password.ruleLength(minLength)}{" "}
        <span className="sr-only">({isMet ? text.password.met : text.password.notMet})</span>
      </li>
      {[text.password.ruleCommon, text.password.rulePersonal].map((rule) => (
        <li key={rule} className="flex items-start gap-1.5">
          <Dot aria-hidden className="mt-0.5 size-3 shrink-0" strokeWidth={4} />
          {rule}
        </li>
      ))}
    </ul>
  );
}
