import { expect, test } from "vitest";

import { usesCredential } from "./credential-usage";

const shop = { id: "cred_1", name: "shop" };

test.each([
  ["by its name", { nodes: [{ id: "a", config: { credential: "shop" } }] }, true],
  ["by its id", { nodes: [{ id: "a", config: { credential: "cred_1" } }] }, true],
  ["deep inside", { nodes: [{ config: { steps: [{ credential: "shop" }] } }] }, true],
  ["another one", { nodes: [{ config: { credential: "shop 2" } }] }, false],
  ["only its name elsewhere", { nodes: [{ id: "shop", config: { text: "cred_1" } }] }, false],
  ["nothing", null, false],
])("a workflow that names %s", (_, workflow, expected) => {
  expect(usesCredential(workflow, shop)).toBe(expected);
});
