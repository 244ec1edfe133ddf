"use client";

import { CornerDownLeft, RotateCcw } from "lucide-react";
import { useEffect, useRef, useState } from "react";

import { Button } from "@elevaite/shared/ui/button";
import { cn } from "@elevaite/shared/ui/class-names";
import { fieldClasses } from "@elevaite/shared/ui/input";
import { JsonView } from "@elevaite/shared/ui/json-view";
import { Spinner } from "@elevaite/shared/ui/spinner";

import { studioText as text } from "@/text/studio";

import { useStudio } from "../studio-context";
import { answerOf } from "./answer";
import { useRunActions } from "./run-actions";
import type { RunState } from "./run-store";
import { WaitingApprovals } from "./waiting-approvals";

type Turn = { question: string; run: string; answer?: Answer };
type Answer = { text: string | null; output: unknown; problem: string | null; isOver: boolean };

/** What a run answers, so far. */
function answerIn({ view, output, texts, problem }: RunState): Answer {
  const status = view?.status ?? null;
  const isOver = status === "succeeded" || status === "failed" || status === "cancelled";
  const failed = view?.steps.find((step) => step.status === "failed" && step.error?.message);
  const said = [...texts.values()].at(-1) ?? null;
  const ended: Record<string, string> = {
    failed: failed?.error?.message ?? text.run.failed,
    cancelled: text.run.cancelled,
  };
  return {
    text: status === "succeeded" ? answerOf(output) : said,
    output,
    problem: problem?.message ?? (status ? (ended[status] ?? null) : null),
    isOver: isOver || problem !== null,
  };
}

/** Messages to the draft. Each is a run of its own, without the messages before it. */
export function TestChat({ trigger }: { trigger: string }) {
  const { runs } = useStudio();
  const actions = useRunActions();
  const [turns, setTurns] = useState<Turn[]>([]);
  const [typed, setTyped] = useState("");
  const [isStarting, setIsStarting] = useState(false);
  const end = useRef<HTMLDivElement>(null);

  // What a run said stays here when another run is put onto the canvas.
  useEffect(
    () =>
      runs.subscribe((state) => {
        const answer = answerIn(state);
        setTurns((known) => {
          const index = known.findIndex((turn) => turn.run === state.run);
          const turn = known[index];
          if (!turn || !state.view) return known;
          return known.with(index, { ...turn, answer });
        });
      }),
    [runs],
  );
  useEffect(() => {
    end.current?.scrollIntoView({ block: "nearest" });
  }, [turns]);

  const send = async () => {
    const question = typed.trim();
    if (!question || isStarting) return;
    setIsStarting(true);
    const run = await actions.start(trigger, { message: question });
    setIsStarting(false);
    if (run === null) return;
    setTyped("");
    setTurns((known) => [...known, { question, run }]);
  };
  return (
    <div className="flex h-full flex-col">
      <div
        className="min-h-0 flex-1 overflow-y-auto px-3 py-2"
        role="log"
        aria-label={text.run.messages}
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
        tabIndex={0}
      >
        {turns.length === 0 ? <p className="text-sm text-muted">{text.run.chatHint}</p> : null}
        {turns.map((turn) => (
          <TurnItem key={turn.run} turn={turn} onShow={() => runs.show(turn.run)} />
        ))}
        <WaitingApprovals />
        <div ref={end} />
      </div>
      <form
        className="flex shrink-0 items-end gap-2 border-t p-2"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <textarea
          aria-label={text.run.message}
          placeholder={text.run.message}
          rows={1}
          className={cn(fieldClasses, "field-sizing-content max-h-24 min-h-8 resize-none py-1.5")}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            void send();
          }}
        />
        <Button type="submit" variant="primary" isPending={isStarting} aria-label={text.run.send}>
          <CornerDownLeft aria-hidden />
        </Button>
      </form>
    </div>
  );
}

function TurnItem({ turn: { question, answer }, onShow }: { turn: Turn; onShow: () => void }) {
  return (
    <div className="flex flex-col gap-2 py-1.5 text-sm">
      <div className="flex items-center justify-end gap-1">
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={text.run.showOnCanvas}
          title={text.run.showOnCanvas}
          onClick={onShow}
        >
          <RotateCcw aria-hidden />
        </Button>
        <p className="max-w-[80%] rounded-lg bg-accent-subtle px-3 py-1.5 wrap-anywhere whitespace-pre-wrap">
          {question}
        </p>
      </div>
      <div className="max-w-[90%]">
        {answer?.text ? <p className="wrap-anywhere whitespace-pre-wrap">{answer.text}</p> : null}
        {answer?.problem ? <p className="wrap-anywhere text-danger">{answer.problem}</p> : null}
        {answer?.isOver && answer.text === null && answer.problem === null ? (
          <JsonView value={answer.output ?? null} label={text.run.output} />
        ) : null}
        {answer?.isOver ? null : <Spinner label={text.run.working} />}
      </div>
    </div>
  );
}
