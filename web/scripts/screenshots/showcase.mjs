// The product with a week of work behind it, as a team would have it.
import { execFileSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { Client } from "../../../tests/integration/support/client.mjs";
import { startProduct } from "../../../tests/e2e/support/product.mjs";
import { workForAWeek } from "./work.mjs";

const ageRuns = fileURLToPath(new URL("age_runs.py", import.meta.url));

export async function startShowcase() {
  const before = await startProduct();
  const { dataDir, authUrl } = before.platform;
  const signedIn = await new Client(authUrl).expect(200, "POST", "/v1/auth/sign-in", {
    email: before.email,
    password: before.password,
  });
  const person = new Client(before.platform.engineUrl, signedIn.access_token);
  const { ages, ...ids } = await workForAWeek({ engine: before.engine, person });
  const { demoPort } = before.platform;
  await before.stop();
  execFileSync("python3", [ageRuns, path.join(dataDir, "elevaite.db")], {
    input: JSON.stringify({ ages, person: "Maya Brandt", tenant: "Northwind Lamps" }),
  });
  // The agents remember where the carrier is.
  const product = await startProduct({ dataDir, settings: { "demo.port": demoPort } });
  return { product, ids };
}
