"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";

import { kEngineApi } from "@elevaite/shared/api";
import { entriesOf } from "@elevaite/shared/query";
import { Button } from "@elevaite/shared/ui/button";
import { CodeBlock } from "@elevaite/shared/ui/code-block";
import { CopyButton } from "@elevaite/shared/ui/copy-button";
import {
  DialogBody,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@elevaite/shared/ui/dialog";
import { Field } from "@elevaite/shared/ui/field";
import { Input } from "@elevaite/shared/ui/input";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@elevaite/shared/ui/tabs";

import { agentsQuery } from "@/queries/agents";
import type { CreatedApiKey } from "@/queries/api-keys";
import { text as all } from "@/text/api-keys";

import { snippets, type Language } from "./snippets";

const text = all.created;
const languages = Object.keys(snippets) as Language[];
const kExampleAgent = "my-agent";

export function CreatedKey({ created, onDone }: { created: CreatedApiKey; onDone: () => void }) {
  const secret = created.secret ?? "";
  return (
    <>
      <DialogHeader>
        <DialogTitle>{text.title}</DialogTitle>
        <DialogDescription>{text.description(created.name)}</DialogDescription>
      </DialogHeader>
      <DialogBody>
        <div className="relative">
          <Field label={text.key}>
            <Input
              readOnly
              value={secret}
              className="h-10 pr-10 font-mono max-md:text-xs md:text-xs"
              onFocus={(event) => event.target.select()}
            />
          </Field>
          <CopyButton value={secret} label={text.copy} className="absolute right-1.5 bottom-1.5" />
        </div>
        <Usage secret={secret} />
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" onClick={onDone}>
          {text.done}
        </Button>
      </DialogFooter>
    </>
  );
}

function Usage({ secret }: { secret: string }) {
  const [language, setLanguage] = useState<Language>("curl");
  const { data } = useInfiniteQuery(agentsQuery({ status: "deployed" }));
  const agent = data ? entriesOf(data)[0]?.slug : kExampleAgent;
  const parts = {
    base: `${window.location.origin}${kEngineApi}/v1`,
    key: secret,
    agent: agent ?? kExampleAgent,
  };
  return (
    <section aria-label={text.use} className="flex flex-col gap-2">
      <h3 className="text-sm font-medium">{text.use}</h3>
      <Tabs value={language} onValueChange={(value) => setLanguage(value as Language)}>
        <TabsList aria-label={text.use}>
          {languages.map((name) => (
            <TabsTrigger key={name} value={name}>
              {text.languages[name]}
            </TabsTrigger>
          ))}
        </TabsList>
        {languages.map((name) => (
          <TabsContent key={name} value={name} className="pt-2">
            <CodeBlock code={snippets[name](parts)} label={text.snippetOf(text.languages[name])} />
          </TabsContent>
        ))}
      </Tabs>
      {data && !agent ? <p className="text-xs text-muted">{text.noAgent}</p> : null}
    </section>
  );
}
