import { Bot, Wrench } from "lucide-react";

import type { Agent } from "@/queries/agents";
import { chatText } from "@/text/chat";

import { AnswerText } from "./answer-text";
import { introductionOf } from "./introduction";

const text = chatText.start;

/** What stands in an empty conversation: who answers, what it can do, and what one could ask. */
export function ThreadStart({ agent, onAsk }: { agent: Agent; onAsk: ((question: string) => void) | null }) {
  const { greeting, suggestions, tools } = introductionOf(agent.workflow);
  const examples = suggestions.length > 0 ? suggestions : [text.anything];
  return (
    <div className="m-auto flex w-full max-w-xl flex-col gap-6 py-6">
      <div className="flex flex-col items-center gap-3 text-center">
        <span className="flex size-11 items-center justify-center rounded-xl border bg-surface shadow-sm">
          <Bot aria-hidden className="size-5.5 text-accent-text" />
        </span>
        <h2 className="text-xl font-semibold tracking-tight">{agent.name}</h2>
        {agent.description ? <p className="max-w-md text-muted">{agent.description}</p> : null}
      </div>
      {greeting ? <AnswerText text={greeting} isStreaming={false} /> : null}
      {tools.length > 0 ? (
        <div className="flex flex-col gap-2">
          <h3 className="text-xs font-medium text-muted">{text.tools}</h3>
          <ul className="flex flex-col divide-y rounded-lg border bg-surface">
            {tools.map(({ name, description }) => (
              <li key={name} className="flex items-start gap-2.5 px-3 py-2 text-sm">
                <Wrench aria-hidden className="mt-0.75 size-3.5 shrink-0 text-muted" />
                <span className="min-w-0">
                  <span className="font-mono text-xs font-medium">{name}</span>
                  {description ? <span className="block text-muted">{description}</span> : null}
                </span>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {onAsk ? (
        <div className="flex flex-col gap-2">
          <h3 className="text-xs font-medium text-muted">{text.examples}</h3>
          <div className="flex flex-wrap gap-2">
            {examples.map((example) => (
              <button
                key={example}
                type="button"
                onClick={() => onAsk(example)}
                className="rounded-full border bg-surface px-3 py-1.5 text-left text-sm shadow-sm hover:bg-subtle"
              >
                {example}
              </button>
            ))}
          </div>
        </div>
      ) : null}
    </div>
  );
}
