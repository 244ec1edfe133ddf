"use client";

import { History, MessageSquare, MessageSquarePlus, SquarePen, X } from "lucide-react";
import { useState } from "react";

import { text as shared } from "@elevaite/shared/text";
import { Button } from "@elevaite/shared/ui/button";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@elevaite/shared/ui/tabs";

import { studioText as text } from "@/text/studio";

import { useDocument, useStudio, useUi } from "../studio-context";
import { InputTest } from "./input-test";
import { PanelSize } from "./panel-size";
import { PastRuns } from "./past-runs";
import { RunSteps } from "./run-steps";
import { TestChat } from "./test-chat";
import { triggersOf } from "./triggers";

const kHeight = 360;
const kNoTalk = { count: 0, conversation: null };

/** Trying the draft beside the canvas: by messages or with an input, and the steps of the run as they happen. */
export function TestPanel() {
  const { catalogue, ui } = useStudio();
  const isOpen = useUi((state) => state.isTestOpen);
  const [height, setHeight] = useState(kHeight);
  // It stays while one looks at another tab.
  const [talk, setTalk] = useState<{ count: number; conversation: string | null }>(kNoTalk);
  const chat = useDocument(({ document }) =>
    triggersOf(document, catalogue).find(({ kind }) => kind === "chat_trigger"),
  );
  const hasTrigger = useDocument(({ document }) => triggersOf(document, catalogue).length > 0);
  if (!isOpen) return null;
  return (
    <section
      aria-label={text.run.testTitle}
      className="relative flex shrink-0 border-t bg-surface max-md:h-[55%]! max-md:flex-col"
      style={{ height }}
    >
      <PanelSize height={height} onHeight={setHeight} />
      <Tabs
        key={chat ? "chat" : "input"}
        defaultValue={chat ? "chat" : "input"}
        className="flex min-h-0 min-w-0 flex-1 flex-col"
      >
        <div className="flex shrink-0 items-center border-b pr-2">
          <TabsList className="flex-1 border-none px-2">
            {chat ? (
              <TabsTrigger value="chat">
                <MessageSquare aria-hidden />
                {text.run.chat}
              </TabsTrigger>
            ) : null}
            <TabsTrigger value="input">
              <SquarePen aria-hidden />
              {text.run.withInput}
            </TabsTrigger>
            <TabsTrigger value="past">
              <History aria-hidden />
              {text.run.past}
            </TabsTrigger>
          </TabsList>
          {talk.conversation === null ? null : (
            <Button
              variant="ghost"
              size="icon-sm"
              aria-label={text.run.newConversation}
              title={text.run.newConversation}
              onClick={() => setTalk({ count: talk.count + 1, conversation: null })}
            >
              <MessageSquarePlus aria-hidden />
            </Button>
          )}
          <Button
            variant="ghost"
            size="icon-sm"
            className="md:hidden"
            aria-label={shared.close}
            onClick={() => ui.setState({ isTestOpen: false })}
          >
            <X aria-hidden />
          </Button>
        </div>
        {chat ? (
          <TabsContent value="chat" className="min-h-0 flex-1 pt-0">
            <TestChat
              key={talk.count}
              conversation={talk.conversation}
              onConversation={(conversation) => setTalk({ ...talk, conversation })}
            />
          </TabsContent>
        ) : null}
        <TabsContent value="input" className="min-h-0 flex-1 overflow-y-auto p-3">
          {hasTrigger ? <InputTest /> : <p className="text-sm text-muted">{text.run.noTrigger}</p>}
        </TabsContent>
        <TabsContent value="past" className="min-h-0 flex-1 overflow-y-auto pt-0">
          <PastRuns />
        </TabsContent>
      </Tabs>
      <RunSteps onClose={() => ui.setState({ isTestOpen: false })} />
    </section>
  );
}
