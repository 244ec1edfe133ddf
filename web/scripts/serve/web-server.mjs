// Serves one exported app and passes its /api/ on, as `elevaite up` does in one process.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import http from "node:http";
import path from "node:path";

import { contentSecurityPolicy, securityHeaders } from "../../security-headers.mjs";
import { encodingOf, openApp } from "./files.mjs";

const kTypes = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/x-component; charset=utf-8",
  ".woff2": "font/woff2",
};
const kForever = "public, max-age=31536000, immutable";

async function sendFile(request, response, file, status) {
  const encoded = encodingOf(file, request.headers["accept-encoding"]);
  const bytes = await readFile(encoded.file);
  const etag = `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`;
  const type = kTypes[path.extname(file)] ?? "application/octet-stream";
  const headers = {
    ...securityHeaders,
    "Content-Type": type,
    "Cache-Control": file.includes("/_next/static/") ? kForever : "no-cache",
    ETag: etag,
    Vary: "Accept-Encoding",
  };
  if (type.startsWith("text/html")) headers["Content-Security-Policy"] = contentSecurityPolicy();
  if (encoded.name) headers["Content-Encoding"] = encoded.name;
  if (status === 200 && request.headers["if-none-match"] === etag) {
    response.writeHead(304, headers).end();
    return;
  }
  response.writeHead(status, { ...headers, "Content-Length": bytes.length });
  response.end(request.method === "HEAD" ? undefined : bytes);
}

/** Passes a request on. The refresh cookie is for the whole origin here, since the API has a prefix. */
function passOn(request, response, base, prefix) {
  const target = new URL(request.url.slice(prefix.length), base);
  const onward = http.request(
    target,
    { method: request.method, headers: { ...request.headers, host: target.host } },
    (answer) => {
      const cookies = answer.headers["set-cookie"]?.map((cookie) =>
        cookie.replace(/; Path=[^;]*/i, "; Path=/"),
      );
      response.writeHead(answer.statusCode, { ...answer.headers, ...(cookies && { "set-cookie": cookies }) });
      // An answer that breaks off must not look as if it went on: its reader would wait for more.
      answer.on("error", () => response.destroy());
      answer.pipe(response);
    },
  );
  onward.on("error", () => {
    if (!response.headersSent) response.writeHead(502, { "Content-Type": "text/plain" });
    response.end("The API does not answer.\n");
  });
  response.on("close", () => onward.destroy());
  request.pipe(onward);
}

function sendConfig(request, response, ports) {
  const host = new URL(`http://${request.headers.host}`).hostname;
  const body = JSON.stringify({
    auth_app: `http://${host}:${ports.auth}`,
    elevaite_app: `http://${host}:${ports.elevaite}`,
  });
  response.writeHead(200, {
    ...securityHeaders,
    "Content-Type": "application/json",
    "Cache-Control": "no-cache",
  });
  response.end(body);
}

/** `ports` are those of the two apps, and may be filled in after the servers have begun to listen. */
export function createWebServer({ folder, apis, ports }) {
  const app = openApp(folder);
  return http.createServer((request, response) => {
    const prefix = Object.keys(apis).find((name) => request.url.startsWith(`${name}/`));
    if (prefix) return passOn(request, response, apis[prefix], prefix);
    let wanted;
    try {
      wanted = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    } catch {
      return response.writeHead(400).end();
    }
    if (request.method !== "GET" && request.method !== "HEAD") {
      return response.writeHead(405, { Allow: "GET, HEAD" }).end();
    }
    if (wanted === "/config.json") return sendConfig(request, response, ports);
    if (wanted !== "/" && wanted.endsWith("/")) {
      const { pathname, search } = new URL(request.url, "http://localhost");
      // One slash only at the beginning: "//host" would lead to another machine.
      const address = `/${pathname.replace(/^\/+|\/+$/g, "")}${search}`;
      return response.writeHead(308, { Location: address }).end();
    }
    const file = app.find(wanted);
    return sendFile(request, response, file ?? app.notFound, file ? 200 : 404);
  });
}
