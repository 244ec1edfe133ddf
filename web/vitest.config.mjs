import { fileURLToPath } from "node:url";

import { defineConfig } from "vitest/config";

const sourcesOf = (app) => fileURLToPath(new URL(`${app}/src`, import.meta.url));

/** "@/" stands for the sources of the app that writes it. */
const ownSources = {
  name: "own-sources",
  enforce: "pre",
  resolveId(source, importer) {
    if (!source.startsWith("@/")) return null;
    const app = importer?.startsWith(sourcesOf("auth")) ? "auth" : "elevaite";
    return this.resolve(sourcesOf(app) + source.slice(1), importer, { skipSelf: true });
  },
};

export default defineConfig({
  plugins: [ownSources],
  test: {
    include: ["{shared,auth,elevaite}/src/**/*.test.{ts,tsx}", "scripts/**/*.test.mjs"],
    // Pure modules only, so no browser is imitated; what needs one is tested in Chromium.
    environment: "node",
    env: { TZ: "UTC" },
  },
});
