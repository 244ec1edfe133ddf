import type { paths as AuthPaths } from "./auth.gen";
import type { paths as EnginePaths } from "./engine.gen";

type JsonOf<T> = T extends { content: { "application/json": infer Body } } ? Body : never;
type Answers<T> = T extends { responses: infer Responses } ? Responses : never;
type Successes<T> = {
  [Status in keyof T]: Status extends 200 | 201 | 202 ? JsonOf<T[Status]> : never;
}[keyof T];

/** What a GET of the Workflow Engine answers: EngineAnswer<"/v1/agents">. */
export type EngineAnswer<
  Path extends keyof EnginePaths,
  Method extends keyof EnginePaths[Path] = "get" & keyof EnginePaths[Path],
> = Successes<Answers<EnginePaths[Path][Method]>>;

export type AuthAnswer<
  Path extends keyof AuthPaths,
  Method extends keyof AuthPaths[Path] = "get" & keyof AuthPaths[Path],
> = Successes<Answers<AuthPaths[Path][Method]>>;

/** An entry of a list of the Workflow Engine: EngineItem<"/v1/agents"> is an agent. */
export type EngineItem<Path extends keyof EnginePaths> =
  EngineAnswer<Path> extends { data: (infer Item)[] } ? Item : never;

export type AuthItem<Path extends keyof AuthPaths> =
  AuthAnswer<Path> extends { data: (infer Item)[] } ? Item : never;
