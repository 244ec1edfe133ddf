"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";

import { kEngineApi } from "@elevaite/shared/api";
import { entriesOf } from "@elevaite/shared/query";
import { Button } from "@elevaite/shared/ui/button";
import { CodeBlock } from "@elevaite/shared/ui/code-block";
import {
  DialogBody,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@elevaite/shared/ui/dialog";
import { SecretField } from "@elevaite/shared/ui/secret-field";
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
        <SecretField label={text.key} copy={text.copy} value={secret} />
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
