import { expect, test } from "vitest";

import { ApiProblem, describeProblem, networkProblem, problemOf } from "./problem";
import { unwrap } from "./unwrap";

const conflict = {
  type: "about:blank",
  title: "Conflict",
  detail: "The slug is taken.",
  code: "conflict",
  request_id: "r",
};

test("a problem keeps its code, reason and the first message of each field", () => {
  const errors = [
    { field: "slug", code: "taken", message: "Choose another." },
    { field: "slug", code: "long", message: "Too long." },
  ];
  const problem = problemOf(409, { ...conflict, reason: "slug_taken", errors });
  expect(problem).toMatchObject({ code: "conflict", reason: "slug_taken", status: 409 });
  expect(problem.fields).toEqual({ slug: "Choose another." });
  expect(problem.isRetryable).toBe(false);
});

test.each([
  [502, "unavailable", true],
  [401, "unauthenticated", false],
  [418, "internal", true],
])("an answer %i without a problem becomes %s", (status, code, isRetryable) => {
  expect(problemOf(status, "<html>")).toMatchObject({ code, isRetryable });
});

test("the request's number is shown only where we are at fault", () => {
  expect(describeProblem(problemOf(409, conflict)).requestId).toBeUndefined();
  expect(describeProblem(problemOf(500, { ...conflict, code: "internal" })).requestId).toBe("r");
});

test("a wait that the server asks for is part of the sentence", () => {
  const problem = problemOf(429, {
    ...conflict,
    code: "rate_limited",
    detail: "Slow down.",
    retry_after_ms: 1500,
  });
  expect(describeProblem(problem).detail).toBe("Slow down. Try again in 2 seconds.");
});

test("what is no problem of the API is never shown as it is", () => {
  expect(describeProblem(new Error("x is undefined")).detail).not.toContain("undefined");
});

test("unwrap gives the data, throws the problem, and passes an abort on", async () => {
  const answer = (status: number, rest: object) =>
    Promise.resolve({ response: new Response(status === 204 ? null : "", { status }), ...rest });
  await expect(unwrap(answer(200, { data: 1 }))).resolves.toBe(1);
  await expect(unwrap(answer(204, {}))).resolves.toBeUndefined();
  await expect(unwrap(answer(409, { error: conflict }))).rejects.toMatchObject({ code: "conflict" });
  await expect(unwrap(Promise.reject(new TypeError("failed")))).rejects.toMatchObject({ reason: "network" });
  await expect(unwrap(Promise.reject(networkProblem()))).rejects.toBeInstanceOf(ApiProblem);
  await expect(unwrap(Promise.reject(new DOMException("", "AbortError")))).rejects.toBeInstanceOf(
    DOMException,
  );
});
