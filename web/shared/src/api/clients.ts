import createClient from "openapi-fetch";

import { authorizedFetch } from "../session/authorized-fetch";
import type { paths as AuthPaths } from "./auth.gen";
import type { paths as EnginePaths } from "./engine.gen";
import { kAuthApi, kEngineApi } from "./paths";

/** The Auth API, as the signed-in user. */
export const auth = createClient<AuthPaths>({
  baseUrl: kAuthApi,
  fetch: (request) => authorizedFetch(request),
});

/** The Workflow Engine, as the signed-in user. */
export const engine = createClient<EnginePaths>({
  baseUrl: kEngineApi,
  fetch: (request) => authorizedFetch(request),
});
