import { themeScript } from "@elevaite/shared/theme/theme";

export const dynamic = "force-static";

/** A file of its own, because the Content-Security-Policy allows no script inside a page. */
export function GET(): Response {
  return new Response(themeScript, { headers: { "content-type": "text/javascript; charset=utf-8" } });
}
