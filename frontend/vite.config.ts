import { defineConfig } from "vite";

import { compressed } from "./plugins/compressed.ts";
import { icons } from "./plugins/icons.ts";

// Paths are relative so that the pages may live under any prefix.
export default defineConfig({
  base: "./",
  publicDir: false,
  plugins: [icons({ templates: "../src/sipks", extra: "icons.txt" }), compressed()],
  build: {
    outDir: "../src/sipks/web/static/build",
    emptyOutDir: true,
    manifest: true,
    // Fonts come as files: the policy of the pages allows no data in their place.
    assetsInlineLimit: (path) => (path.endsWith(".woff2") ? false : undefined),
    modulePreload: { polyfill: false },
    target: "es2022",
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      input: ["src/main.ts", "src/map.ts"],
      // htmx has an eval that our settings switch off and our policy forbids.
      checks: { eval: false, pluginTimings: false },
    },
  },
});
