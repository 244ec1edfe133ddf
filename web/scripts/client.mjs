// Writes the types of the two services from their OpenAPI documents; with --check it only says whether they
// differ.
import { readFile, writeFile } from "node:fs/promises";

import openapiTypescript, { astToString } from "openapi-typescript";

const isCheck = process.argv.includes("--check");
let differing = 0;

for (const service of ["auth", "engine"]) {
  const source = new URL(`../../api/${service}.json`, import.meta.url);
  const target = new URL(`../shared/src/api/${service}.gen.ts`, import.meta.url);
  const head = `// Written by \`npm run client\` from api/${service}.json.\n\n`;
  const wanted = head + astToString(await openapiTypescript(source));
  const found = await readFile(target, "utf8").catch(() => "");
  if (found === wanted) continue;
  if (isCheck) {
    differing += 1;
    console.error(
      `shared/src/api/${service}.gen.ts is not what api/${service}.json says; run: npm run client`,
    );
  } else {
    await writeFile(target, wanted);
  }
}
process.exit(differing === 0 ? 0 : 1);
