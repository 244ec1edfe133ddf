import { fileURLToPath } from "node:url";

import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL("elevaite/src", import.meta.url)) } },
  test: {
    include: ["{shared,auth,elevaite}/src/**/*.test.{ts,tsx}", "scripts/**/*.test.mjs"],
    // Pure modules only, so no browser is imitated; what needs one is tested in Chromium.
    environment: "node",
    env: { TZ: "UTC" },
  },
});
