"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Bot, CircleCheck, MessagesSquare, Rocket, type LucideIcon } from "lucide-react";
import Link from "next/link";

import { entriesOf } from "@elevaite/shared/query";
import { Badge } from "@elevaite/shared/ui/badge";
import { Button } from "@elevaite/shared/ui/button";
import { Card, CardHeader, CardTitle } from "@elevaite/shared/ui/card";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { Skeleton } from "@elevaite/shared/ui/skeleton";

import { agentsQuery, type AgentSummary } from "@/queries/agents";
import { homeText } from "@/text/home";

const text = homeText.first;

/** The home of a tenant in which nothing has run yet: what to do, and what there is to try. */
export function FirstSteps() {
  const { data, error, refetch } = useInfiniteQuery(agentsQuery());
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  const agents = data ? entriesOf(data) : null;
  const deployed = agents?.filter(({ deployment }) => deployment) ?? [];
  const steps = [
    { icon: Bot, title: text.build, words: text.buildText, href: "/agents", action: text.buildAction },
    { icon: Rocket, title: text.deploy, words: text.deployText, href: "/agents", action: text.deployAction },
    { icon: MessagesSquare, title: text.talk, words: text.talkText, href: "/chat", action: text.talkAction },
  ];
  const done = [(agents?.length ?? 0) > 0, deployed.length > 0, false];
  const next = done.indexOf(false);
  return (
    <div className="flex flex-col gap-4">
      <h2 className="text-lg font-semibold">{text.title}</h2>
      <ol className="grid gap-4 md:grid-cols-3">
        {steps.map((step, index) => (
          <StepCard
            key={step.title}
            {...step}
            number={index + 1}
            isDone={done[index] ?? false}
            isNext={index === next}
          />
        ))}
      </ol>
      {agents === null ? <Skeleton className="h-48 rounded-lg" /> : null}
      {deployed.length > 0 ? <Examples agents={deployed} /> : null}
    </div>
  );
}

type StepCardProps = {
  number: number;
  icon: LucideIcon;
  title: string;
  words: string;
  href: string;
  action: string;
  isDone: boolean;
  isNext: boolean;
};

function StepCard({ number, icon: Icon, title, words, href, action, isDone, isNext }: StepCardProps) {
  return (
    <li className="flex flex-col gap-3 rounded-lg border bg-surface p-4 shadow-sm">
      <div className="flex items-center gap-2">
        <span className="flex size-8 items-center justify-center rounded-md bg-accent-subtle">
          <Icon aria-hidden className="size-4 text-accent-text" />
        </span>
        <span className="text-xs text-muted">{text.step(number)}</span>
        {isDone ? (
          <Badge tone="success" className="ml-auto">
            <CircleCheck aria-hidden />
            {text.done}
          </Badge>
        ) : null}
      </div>
      <div className="flex flex-1 flex-col gap-1">
        <h3 className="font-semibold">{title}</h3>
        <p className="text-sm text-muted">{words}</p>
      </div>
      <Button asChild variant={isNext ? "primary" : "secondary"} className="self-start">
        <Link href={href}>{action}</Link>
      </Button>
    </li>
  );
}

const kExamples = 6;

function Examples({ agents }: { agents: AgentSummary[] }) {
  return (
    <Card aria-label={text.examples}>
      <CardHeader>
        <CardTitle>{text.examples}</CardTitle>
      </CardHeader>
      <ul className="divide-y">
        {agents.slice(0, kExamples).map(({ id, name, slug, description }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
            <div className="min-w-0 flex-1 basis-56">
              <p className="truncate text-sm font-medium">{name}</p>
              <p className="text-sm text-muted">{description}</p>
            </div>
            <div className="flex gap-2">
              <Button asChild size="sm">
                <Link href={`/agents/${id}`} prefetch={false} aria-label={`${text.open}: ${name}`}>
                  {text.open}
                </Link>
              </Button>
              <Button asChild size="sm">
                <Link
                  href={`/chat?agent=${encodeURIComponent(slug)}`}
                  prefetch={false}
                  aria-label={`${text.talkTo}: ${name}`}
                >
                  {text.talkTo}
                </Link>
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
