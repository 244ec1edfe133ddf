import { expect, test } from "vitest";

import { permissionsFor, rolesUpTo } from "./permissions";

test("nobody can make a key of a higher role", () => {
  expect(rolesUpTo("builder")).toEqual(["builder", "viewer"]);
  expect(rolesUpTo("owner")).toEqual(["owner", "admin", "builder", "viewer"]);
});

test("a key gets at most what its role and its creator have", () => {
  const own = ["agents:read", "agents:chat", "agents:write", "credentials:write", "invented:later"];
  expect(permissionsFor("viewer", own)).toEqual(["agents:chat", "agents:read"]);
  expect(permissionsFor("builder", own)).toEqual(["agents:chat", "agents:read", "agents:write"]);
  expect(permissionsFor("owner", ["agents:read"])).toEqual(["agents:read"]);
});
