// Runs `next dev` of both apps; Ctrl-C ends both.
import { spawn } from "node:child_process";

const apps = ["auth", "elevaite"].map((app) =>
  spawn("npm", ["run", "dev", "-w", app === "auth" ? "@elevaite/auth" : "@elevaite/elevaite"], {
    stdio: "inherit",
  }),
);
for (const app of apps) app.on("exit", (code) => process.exit(code ?? 0));
process.on("SIGINT", () => apps.forEach((app) => app.kill("SIGINT")));
