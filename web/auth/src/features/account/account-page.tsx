"use client";

import { useQuery } from "@tanstack/react-query";
import { LogOut } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";

import {
  AccountData,
  accountText,
  ChangeEmailForm,
  ChangePasswordForm,
  IdentityList,
  SecondFactor,
  SessionList,
} from "@elevaite/shared/account";
import { formatDate } from "@elevaite/shared/format";
import { loadOrigins, meQuery, SignedInOnly } from "@elevaite/shared/session";
import { text as shared } from "@elevaite/shared/text";
import { Avatar } from "@elevaite/shared/ui/avatar";
import { Button } from "@elevaite/shared/ui/button";
import { Card, CardBody } from "@elevaite/shared/ui/card";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { Logo } from "@elevaite/shared/ui/logo";
import { Skeleton } from "@elevaite/shared/ui/skeleton";
import { toast } from "@elevaite/shared/ui/toast";

import { text as app } from "@/text";
import { text } from "@/text/account";

const openApp = () =>
  loadOrigins().then((origins) => window.location.assign(origins.elevaite_app), toast.problem);

/** How I sign in, and where I am signed in. */
export function AccountPage() {
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-6 px-4 py-5 sm:px-6">
      <header className="flex items-center justify-between gap-3">
        <p className="flex items-center gap-2 text-base font-semibold tracking-tight">
          <Logo />
          {app.app.name}
        </p>
        <div className="flex items-center gap-2">
          <Button asChild variant="ghost">
            <Link href="/sign-out">
              <LogOut aria-hidden />
              {text.signOut}
            </Link>
          </Button>
          <Button variant="primary" onClick={() => void openApp()}>
            {text.open}
          </Button>
        </div>
      </header>
      <main className="flex flex-col gap-5">
        <div>
          <h1 className="text-xl font-semibold tracking-tight">{text.title}</h1>
          <p className="text-sm text-muted">{text.description}</p>
        </div>
        <SignedInOnly fallback={<AccountSkeleton />}>
          <Person />
          <Part title={accountText.sessions.title} description={accountText.sessions.description}>
            <SessionList />
          </Part>
          <Part title={accountText.email.title} description={accountText.email.description}>
            <ChangeEmailForm />
          </Part>
          <Part title={accountText.identities.title} description={accountText.identities.description}>
            <IdentityList />
          </Part>
          <Part title={accountText.secondFactor.title} description={accountText.secondFactor.description}>
            <SecondFactor />
          </Part>
          <Part title={accountText.password.title} description={accountText.password.description}>
            <ChangePasswordForm />
          </Part>
          <Part title={accountText.data.title} description={accountText.data.description}>
            <AccountData />
          </Part>
        </SignedInOnly>
      </main>
    </div>
  );
}

function Person() {
  const { data: me, isPending, error, refetch } = useQuery(meQuery);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <Card>
      <CardBody className="flex items-center gap-3">
        {isPending ? (
          <Skeleton className="h-11 w-64 max-w-full" />
        ) : (
          <>
            <Avatar name={me.name || me.email} className="size-11 text-base" />
            <div className="min-w-0">
              <p className="truncate text-base font-medium">{me.name || me.email}</p>
              <p className="text-sm wrap-anywhere text-muted">
                {me.name ? `${me.email} · ` : ""}
                {text.member(me.tenant.name, shared.role[me.tenant.role])} ·{" "}
                {text.since(formatDate(me.created_at))}
              </p>
            </div>
          </>
        )}
      </CardBody>
    </Card>
  );
}

function Part({ title, description, children }: { title: string; description: string; children: ReactNode }) {
  return (
    <Card>
      <CardBody className="flex flex-col gap-4">
        <div>
          <h2 className="text-base font-semibold">{title}</h2>
          <p className="text-sm text-muted">{description}</p>
        </div>
        {children}
      </CardBody>
    </Card>
  );
}

function AccountSkeleton() {
  return (
    <div aria-busy="true" className="flex flex-col gap-5">
      <Skeleton className="h-19 rounded-lg" />
      <Skeleton className="h-56 rounded-lg" />
    </div>
  );
}
