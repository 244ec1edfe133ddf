// How much JavaScript each page loads first, compressed; fails when it is more than the page may.
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const kBudgetBytes = 250_000;
const kStudioBudgetBytes = 450_000;

const built = fileURLToPath(new URL("../../build/web", import.meta.url));

function sizeOf(file) {
  const compressed = statSync(`${file}.br`, { throwIfNoEntry: false });
  return (compressed ?? statSync(file)).size;
}

let isOver = false;
for (const app of ["auth", "elevaite"]) {
  const folder = path.join(built, app);
  const pages = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".html"));
  if (pages.length === 0) throw new Error(`There is no page in ${folder}; run: npm run export`);
  for (const page of pages.sort()) {
    const html = readFileSync(path.join(folder, page), "utf8");
    const tags = html.match(/<script[^>]*\ssrc="[^"]+"[^>]*>/g) ?? [];
    // Browsers that know modules never load the old ones' polyfills.
    const sources = tags.filter((tag) => !/nomodule/i.test(tag)).map((tag) => /\ssrc="([^"?]+)/.exec(tag)[1]);
    const size = [...new Set(sources)].reduce((sum, source) => sum + sizeOf(path.join(folder, source)), 0);
    const budget = page.endsWith("studio.html") ? kStudioBudgetBytes : kBudgetBytes;
    if (size > budget) isOver = true;
    const kilobytes = (size / 1000).toFixed(1).padStart(6);
    console.log(`${kilobytes} kB of ${budget / 1000}  ${size > budget ? "TOO MUCH " : ""}${app}/${page}`);
  }
}
process.exit(isOver ? 1 : 0);
