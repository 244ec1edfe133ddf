// Turns what `next build` exported into what a server sends: build/web/<app>, as README.md says.
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { compressFolder } from "./export/compress.mjs";
import { externalizeScripts } from "./export/externalize-scripts.mjs";
import { routesOf } from "./export/routes.mjs";

const app = process.argv[2];
const web = fileURLToPath(new URL("..", import.meta.url));
const exported = path.join(web, app, "out");
const target = path.join(web, "..", "build", "web", app);

async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

/** Scripts that stood inside the pages, each under a name made from its content. */
async function moveScripts() {
  for (const file of (await filesBelow(target)).filter((name) => name.endsWith(".html"))) {
    const { html, scripts } = externalizeScripts(await readFile(file, "utf8"));
    await writeFile(file, html);
    for (const { address, text } of scripts) {
      await mkdir(path.dirname(path.join(target, address)), { recursive: true });
      await writeFile(path.join(target, address), text);
    }
  }
}

async function writeRoutes() {
  const manifest = JSON.parse(await readFile(path.join(web, app, ".next", "routes-manifest.json"), "utf8"));
  const files = (await filesBelow(target)).map((name) => `/${path.relative(target, name)}`);
  const routes = routesOf(
    manifest.dynamicRoutes.map((route) => route.page),
    files,
  );
  await writeFile(path.join(target, "routes.json"), `${JSON.stringify(routes, null, 2)}\n`);
  return routes.length;
}

await rm(target, { recursive: true, force: true });
await cp(exported, target, { recursive: true });
await rm(exported, { recursive: true });
// Next also writes the page for "not found" under its own name; 404.html is the one that is served.
await rm(path.join(target, "_not-found.html"), { force: true });
await moveScripts();
const routes = await writeRoutes();
const compressed = await compressFolder(await filesBelow(target));
console.log(`${path.relative(process.cwd(), target)}: ${routes} routes, ${compressed} files compressed`);
