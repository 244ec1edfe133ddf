import { text } from "../text/index";
import type { components } from "./engine.gen";

type Problem = components["schemas"]["Problem"];
export type ProblemCode = Problem["code"];

const retryable: ReadonlySet<ProblemCode> = new Set(["rate_limited", "unavailable", "timeout", "internal"]);

/** What the services answer when they refuse or fail (RFC 9457), or what stands for an answer that never came. */
export class ApiProblem extends Error {
  readonly code: ProblemCode;
  /** A stable word finer than the code, for example slug_taken. */
  readonly reason: string | undefined;
  readonly status: number;
  readonly requestId: string | undefined;
  readonly retryAfterMs: number | undefined;
  /** The first message of each field, by the field's path. */
  readonly fields: Readonly<Record<string, string>>;

  constructor(problem: Partial<Problem> & Pick<Problem, "code" | "status" | "detail">) {
    super(problem.detail);
    this.name = "ApiProblem";
    this.code = problem.code;
    this.reason = problem.reason;
    this.status = problem.status;
    this.requestId = problem.request_id;
    this.retryAfterMs = problem.retry_after_ms;
    this.fields = firstMessages(problem.errors ?? []);
  }

  /** Whether the same request may succeed later by itself. */
  get isRetryable(): boolean {
    return retryable.has(this.code);
  }

  get isNotFound(): boolean {
    return this.code === "not_found";
  }
}

function firstMessages(errors: NonNullable<Problem["errors"]>): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const { field, message } of errors) fields[field] ??= message;
  return fields;
}

const codeOfStatus: Record<number, ProblemCode> = {
  400: "invalid_argument",
  401: "unauthenticated",
  403: "permission_denied",
  404: "not_found",
  409: "conflict",
  413: "limit_exceeded",
  422: "invalid_argument",
  429: "rate_limited",
  502: "unavailable",
  503: "unavailable",
  504: "timeout",
};

/** A problem from the body of a failed answer; a proxy's page in HTML becomes one too. */
export function problemOf(status: number, body: unknown): ApiProblem {
  if (typeof body === "object" && body !== null && "code" in body && "detail" in body) {
    return new ApiProblem({ ...(body as Problem), status });
  }
  const code = codeOfStatus[status] ?? (status >= 500 ? "unavailable" : "internal");
  return new ApiProblem({ code, status, detail: text.problem.unreadableDetail(status) });
}

/** A request that never reached the server or whose answer never came. */
export function networkProblem(): ApiProblem {
  return new ApiProblem({
    code: "unavailable",
    reason: "network",
    status: 0,
    detail: text.problem.networkDetail,
  });
}

export type ProblemText = { title: string; detail: string; requestId: string | undefined; canRetry: boolean };

/** The one place that turns whatever was thrown into words for people. */
export function describeProblem(error: unknown): ProblemText {
  if (!(error instanceof ApiProblem)) {
    const { unexpected, unexpectedDetail } = text.problem;
    return { title: unexpected, detail: unexpectedDetail, requestId: undefined, canRetry: true };
  }
  const isOffline = error.reason === "network" && typeof navigator !== "undefined" && !navigator.onLine;
  const wait = error.retryAfterMs ? ` ${text.problem.retryIn(Math.ceil(error.retryAfterMs / 1000))}` : "";
  return {
    title: isOffline ? text.problem.offline : text.problem[error.code],
    detail: error.message + wait,
    // Only where we are at fault does the number help; elsewhere it is noise.
    requestId: error.code === "internal" ? error.requestId : undefined,
    canRetry: error.isRetryable,
  };
}
