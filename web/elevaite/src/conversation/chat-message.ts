/** What a message is made of in this app: the AI SDK's text parts, and parts of ours for what an agent does. */
import type { UIMessage, UIMessageChunk } from "ai";

import type { RunError, Usage } from "@/queries/run-journal";
import type { RunStatus, StepStatus } from "@elevaite/shared/ui/status-badge";

export type AnswerMetadata = {
  /** The run that answers, or that the message of a person began. */
  run_id?: string;
  status?: RunStatus;
  started_at?: string;
  finished_at?: string;
  usage?: Usage;
  /** "vendor:model", of the model that spoke last. */
  model?: string;
  is_demo?: boolean;
  created_at?: string;
  /** Of a message written here: under which key it is accepted once, and which message it takes the place of. */
  key?: string;
  replaces?: string;
  /** When a run that waits goes on by itself. */
  wake_at?: string | null;
  version?: string;
  /** Steps that are not shown because there are too many. */
  hidden_steps?: number;
  /** A worker makes the answer, as this job; nobody has to wait for it here. */
  job_id?: string;
  /** Only what the conversation keeps; the journal of the run has the rest. */
  is_outline?: boolean;
};

export type AnswerStep = {
  path: string;
  node: string;
  kind: string;
  title: string;
  status: StepStatus;
  attempt: number;
  started_at: number | null;
  finished_at: number | null;
  input: unknown;
  output: unknown;
  error: RunError | null;
  retry_at: string | null;
};

export type ApprovalAnswer = {
  approved: boolean;
  comment: string;
  /** Others than the agent had asked for. */
  args?: unknown;
  by: string | null;
  is_timeout: boolean;
};

export type AnswerApproval = {
  run_id: string;
  step: string;
  node: string;
  since: string;
  until: string | null;
  payload: unknown;
  /** Null while it is waited for. */
  answer: ApprovalAnswer | null;
  /** The run ended before anybody answered. */
  is_over: boolean;
};

export type AnswerFailure = { status: RunStatus; code: string; message: string; reason?: string };

export type ChatData = {
  step: AnswerStep;
  approval: AnswerApproval;
  failure: AnswerFailure;
  /** A text that turned out not to be the answer: its model call was interrupted and spoke anew. */
  retracted: { block: string };
};

export type ChatMessage = UIMessage<AnswerMetadata, ChatData>;
export type ChatPart = ChatMessage["parts"][number];
export type ChatChunk = UIMessageChunk<AnswerMetadata, ChatData>;

/** The answer of a run has the run's own id: run_01… is answered by msg_01…. */
export function answerIdOf(run: string): string {
  return run.replace(/^run_/, "msg_");
}

/** Which text block a part shows, as the reader of the journal numbered them. */
export function blockOf(part: ChatPart): string | null {
  const block = part.type === "text" ? part.providerMetadata?.["elevaite"]?.["block"] : null;
  return typeof block === "string" ? block : null;
}

/** The text of a message as a person reads it, for copying and for sending again. */
export function textOf(message: ChatMessage): string {
  const retracted = new Set(
    message.parts.map((part) => (part.type === "data-retracted" ? part.data.block : null)),
  );
  return message.parts
    .filter((part) => part.type === "text")
    .filter((part) => !retracted.has(blockOf(part) ?? ""))
    .map((part) => part.text)
    .join("\n\n")
    .trim();
}
