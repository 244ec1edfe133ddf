import { configuredOrigins } from "@elevaite/shared/session/configured-origins";

export const dynamic = "force-static";

/** Where the two apps are. Whoever serves the export answers this with the true addresses instead. */
export function GET(): Response {
  return Response.json(configuredOrigins());
}
