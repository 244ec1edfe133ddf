import { NextResponse, type NextRequest } from "next/server";

import { contentSecurityPolicy } from "../../../security-headers.mjs";

/** Gives each page of the hosted build a nonce of its own, which Next puts on its inline scripts. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.randomUUID()).toString("base64");
  // React evaluates strings in development to show where an error came from.
  const isDevelopment = process.env.NODE_ENV === "development";
  const policy = contentSecurityPolicy(` 'nonce-${nonce}'${isDevelopment ? " 'unsafe-eval'" : ""}`);
  const headers = new Headers(request.headers);
  headers.set("Content-Security-Policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  return response;
}
