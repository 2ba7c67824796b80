import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

import type { Plugin } from "vite";

const WORTH_IT = /\.(js|mjs|css|svg)$/;
const LEAST = 1_000;

/** Beside each text file its `.br` and `.gz`, which the server sends to who takes them. */
export function compressed(): Plugin {
  let folder = "";
  return {
    name: "sipks-compressed",
    configResolved(config) {
      folder = join(config.root, config.build.outDir, "assets");
    },
    closeBundle() {
      for (const name of readdirSync(folder).filter((one) => WORTH_IT.test(one))) {
        const path = join(folder, name);
        const content = readFileSync(path);
        if (content.length < LEAST) continue;
        writeFileSync(`${path}.br`, brotliCompressSync(content));
        writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
      }
    },
  };
}
