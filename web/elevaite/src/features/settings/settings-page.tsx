"use client";

import { useEffect, type ReactNode } from "react";

import { accountText, ChangeEmailForm, ChangePasswordForm, SessionList } from "@elevaite/shared/account";
import { Card, CardBody } from "@elevaite/shared/ui/card";
import { Page } from "@elevaite/shared/ui/page";

import { text as notifications } from "@/text/notification-settings";
import { text } from "@/text/settings";

import { Appearance } from "./appearance";
import { NotificationSettings } from "./notifications/notification-settings";
import { Profile } from "./profile";
import { SignInPolicy } from "./sign-in-policy";
import { TenantSettings } from "./tenant-settings";
import { Tenants } from "./tenants";

type Section = { id: string; title: string; description: string; content: ReactNode };

const sections: Section[] = [
  { id: "profile", ...pick(text.profile), content: <Profile /> },
  { id: "tenants", ...pick(text.tenants), content: <Tenants /> },
  { id: "tenant", ...pick(text.tenant), content: <TenantSettings /> },
  { id: "sign-in", ...pick(text.signIn), content: <SignInPolicy /> },
  { id: "notifications", ...pick(notifications), content: <NotificationSettings /> },
  { id: "appearance", ...pick(text.appearance), content: <Appearance /> },
  { id: "sessions", ...pick(accountText.sessions), content: <SessionList /> },
  { id: "email", ...pick(accountText.email), content: <ChangeEmailForm /> },
  { id: "password", ...pick(accountText.password), content: <ChangePasswordForm /> },
];

function pick({ title, description }: { title: string; description: string }) {
  return { title, description };
}

export function SettingsPage() {
  useEffect(() => {
    // The browser has looked for it already, when the session was not known and nothing stood here.
    document.getElementById(window.location.hash.slice(1))?.scrollIntoView();
  }, []);
  return (
    <Page title={text.title} description={text.description} className="max-w-5xl">
      <div className="flex gap-8">
        <nav aria-label={text.sections} className="sticky top-5 hidden w-40 shrink-0 self-start lg:block">
          <ul className="flex flex-col gap-0.5">
            {sections.map(({ id, title }) => (
              <li key={id}>
                <a
                  href={`#${id}`}
                  className="flex h-8 items-center rounded-md px-2 text-sm text-muted hover:bg-subtle hover:text-text"
                >
                  {title}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div className="flex min-w-0 flex-1 flex-col gap-5">
          {sections.map((section) => (
            <SettingsSection key={section.id} {...section} />
          ))}
        </div>
      </div>
    </Page>
  );
}

function SettingsSection({ id, title, description, content }: Section) {
  return (
    <Card id={id} aria-labelledby={`${id}-title`} className="scroll-mt-5">
      <CardBody className="flex flex-col gap-4">
        <div>
          <h2 id={`${id}-title`} className="text-base font-semibold">
            {title}
          </h2>
          <p className="text-sm text-muted">{description}</p>
        </div>
        {content}
      </CardBody>
    </Card>
  );
}
