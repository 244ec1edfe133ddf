import createClient from "openapi-fetch";

import type { paths as AuthPaths } from "./auth.gen";
import { kAuthApi } from "./paths";

/** The Auth API for somebody who is not signed in yet. */
export const publicAuth = createClient<AuthPaths>({ baseUrl: kAuthApi });
