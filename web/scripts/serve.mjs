// Serves the two exported apps of build/web in front of a running platform, for development and tests:
//   npm run serve -- [--elevaite-port 3001] [--auth-port 3005] [--auth-api URL] [--engine-api URL]
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { createWebServer } from "./serve/web-server.mjs";

const { values } = parseArgs({
  options: {
    "elevaite-port": { type: "string", default: "3001" },
    "auth-port": { type: "string", default: "3005" },
    "auth-api": { type: "string", default: "http://127.0.0.1:8004" },
    "engine-api": { type: "string", default: "http://127.0.0.1:8006" },
  },
});

const built = fileURLToPath(new URL("../../build/web", import.meta.url));
const apis = { "/api/auth": values["auth-api"], "/api/engine": values["engine-api"] };
const ports = { auth: Number(values["auth-port"]), elevaite: Number(values["elevaite-port"]) };

for (const app of ["auth", "elevaite"]) {
  const server = createWebServer({ folder: path.join(built, app), apis, ports });
  server.listen(ports[app], "127.0.0.1", () => {
    ports[app] = server.address().port;
    console.log(`${app}: http://localhost:${ports[app]}`);
  });
}
