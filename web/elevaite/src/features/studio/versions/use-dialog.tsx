"use client";

import { useQuery } from "@tanstack/react-query";
import { MessagesSquare } from "lucide-react";
import Link from "next/link";

import { kEngineApi } from "@elevaite/shared/api";
import { Button } from "@elevaite/shared/ui/button";
import { CodeBlock } from "@elevaite/shared/ui/code-block";
import {
  Dialog,
  DialogBody,
  DialogContent,
  DialogDescription,
  DialogHeader,
  DialogTitle,
} from "@elevaite/shared/ui/dialog";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@elevaite/shared/ui/tabs";

import { agentQuery, type Agent } from "@/queries/agents";
import { studioText as text } from "@/text/studio";

import { useStudio, useUi } from "../studio-context";

/** The ways to a deployed agent: chat, webhook, and code. */
export function UseDialog() {
  const { agentId, ui } = useStudio();
  const isOpen = useUi((state) => state.dialog === "use");
  const { data: agent } = useQuery(agentQuery(agentId));
  return (
    <Dialog open={isOpen && agent !== undefined} onOpenChange={() => ui.setState({ dialog: null })}>
      <DialogContent className="max-w-2xl">
        <DialogHeader>
          <DialogTitle>{text.use.title}</DialogTitle>
          <DialogDescription>{text.use.description}</DialogDescription>
        </DialogHeader>
        <DialogBody>{agent ? <Ways agent={agent} /> : null}</DialogBody>
      </DialogContent>
    </Dialog>
  );
}

function curlOf(origin: string, slug: string): string {
  return [
    `curl ${origin}${kEngineApi}/v1/chat/completions \\`,
    `  -H "Authorization: Bearer $ELEVAITE_API_KEY" \\`,
    `  -H "Content-Type: application/json" \\`,
    `  -d '${JSON.stringify({ model: slug, messages: [{ role: "user", content: "Hello" }] })}'`,
  ].join("\n");
}

function pythonOf(origin: string, slug: string): string {
  return [
    "import os",
    "from openai import OpenAI",
    "",
    "client = OpenAI(",
    `    base_url="${origin}${kEngineApi}/v1",`,
    '    api_key=os.environ["ELEVAITE_API_KEY"],',
    ")",
    "answer = client.chat.completions.create(",
    `    model="${slug}",`,
    '    messages=[{"role": "user", "content": "Hello"}],',
    ")",
    "print(answer.choices[0].message.content)",
  ].join("\n");
}

function typescriptOf(origin: string, slug: string): string {
  return [
    'import OpenAI from "openai";',
    "",
    "const client = new OpenAI({",
    `  baseURL: "${origin}${kEngineApi}/v1",`,
    "  apiKey: process.env.ELEVAITE_API_KEY,",
    "});",
    "const answer = await client.chat.completions.create({",
    `  model: "${slug}",`,
    '  messages: [{ role: "user", content: "Hello" }],',
    "});",
    "console.log(answer.choices[0].message.content);",
  ].join("\n");
}

function Ways({ agent }: { agent: Agent }) {
  const { origin } = window.location;
  const kinds = new Set(
    ((agent.workflow as { nodes?: { kind: string }[] } | undefined)?.nodes ?? []).map(({ kind }) => kind),
  );
  const hooks = agent.hooks ?? [];
  return (
    <>
      {kinds.has("chat_trigger") ? (
        <section className="flex items-center justify-between gap-3">
          <p className="text-sm">{text.use.chat}</p>
          <Button asChild>
            <Link href={`/chat?agent=${agent.slug}`}>
              <MessagesSquare aria-hidden />
              {text.use.openChat}
            </Link>
          </Button>
        </section>
      ) : null}
      {hooks.map((hook) => (
        <section key={hook.path} className="flex flex-col gap-1.5">
          <h3 className="text-sm font-semibold">{text.use.webhook}</h3>
          <CodeBlock code={`${origin}${kEngineApi}${hook.path ?? ""}`} label={text.use.webhook} />
        </section>
      ))}
      {kinds.has("chat_trigger") ? (
        <section className="flex flex-col gap-1.5">
          <h3 className="text-sm font-semibold">{text.use.code}</h3>
          <p className="text-sm text-muted">
            {text.use.codeHint}{" "}
            <Link href="/api-keys" className="text-accent-text underline underline-offset-4">
              {text.use.apiKeys}
            </Link>
          </p>
          <Tabs defaultValue="curl">
            <TabsList>
              <TabsTrigger value="curl">curl</TabsTrigger>
              <TabsTrigger value="python">Python</TabsTrigger>
              <TabsTrigger value="typescript">TypeScript</TabsTrigger>
            </TabsList>
            <TabsContent value="curl">
              <CodeBlock code={curlOf(origin, agent.slug)} label="curl" />
            </TabsContent>
            <TabsContent value="python">
              <CodeBlock code={pythonOf(origin, agent.slug)} label="Python" />
            </TabsContent>
            <TabsContent value="typescript">
              <CodeBlock code={typescriptOf(origin, agent.slug)} label="TypeScript" />
            </TabsContent>
          </Tabs>
        </section>
      ) : null}
    </>
  );
}
