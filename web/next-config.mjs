// What the two apps have in common. There are two builds of each: the static export that `elevaite up`
// serves (ELEVAITE_EXPORT=1), and the ordinary Next build for a host with Node.
import { fileURLToPath } from "node:url";

import { securityHeaders } from "./security-headers.mjs";

const authApi = process.env.AUTH_API_URL ?? "http://localhost:8004";
const engineApi = process.env.ENGINE_API_URL ?? "http://localhost:8006";

/** @type {import("next").NextConfig} */
const both = {
  reactStrictMode: true,
  poweredByHeader: false,
  transpilePackages: ["@elevaite/shared"],
  turbopack: { root: fileURLToPath(new URL(".", import.meta.url)) },
  experimental: { optimizePackageImports: ["lucide-react", "radix-ui"] },
};

const addresses = ["AUTH_API_URL", "ENGINE_API_URL", "AUTH_APP_URL", "ELEVAITE_APP_URL"];

/** A preview that sends its visitors to localhost looks as if it worked until somebody signs in. */
function requireAddresses() {
  const missing = addresses.filter((name) => !process.env[name]);
  if (process.env.VERCEL !== "1" || missing.length === 0) return;
  throw new Error(`Set ${missing.join(", ")} for this environment of the Vercel project.`);
}

/** @type {import("next").NextConfig} */
const exported = { ...both, output: "export", images: { unoptimized: true } };

/** @type {import("next").NextConfig} */
const hosted = {
  ...both,
  // A container has no node_modules: the build gathers what its server needs.
  ...(process.env.ELEVAITE_STANDALONE === "1" && { output: "standalone" }),
  // The proxy that makes nonces is src/proxy.hosted.ts: an export has no server and must not see it.
  pageExtensions: ["tsx", "ts", "hosted.ts"],
  outputFileTracingRoot: fileURLToPath(new URL(".", import.meta.url)),
  rewrites: async () => [
    { source: "/api/auth/:path*", destination: `${authApi}/:path*` },
    { source: "/api/engine/:path*", destination: `${engineApi}/:path*` },
  ],
  headers: async () => [
    {
      source: "/:path*",
      headers: Object.entries(securityHeaders).map(([key, value]) => ({ key, value })),
    },
  ],
};

const isExport = process.env.ELEVAITE_EXPORT === "1";
if (!isExport) requireAddresses();

export default isExport ? exported : hosted;
