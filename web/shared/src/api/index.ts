export { auth, engine } from "./clients";
export { createEventParser, readEvents, type StreamEvent } from "./event-stream";
export { publicAuth } from "./public-client";
export { kAuthApi, kEngineApi } from "./paths";
export { ApiProblem, describeProblem, networkProblem, problemOf, type ProblemCode } from "./problem";
export type { AuthAnswer, AuthItem, EngineAnswer, EngineItem } from "./types";
export { unwrap } from "./unwrap";
