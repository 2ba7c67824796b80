import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import type { Plugin } from "vite";

const OUTLINE = "node_modules/@tabler/icons/icons/outline";
// `{% icon "map" %}` in templates and `icon("map")` in Python and TypeScript.
const USED = /(?:\{%\s*icon\s+|\bicon\()(?:"([a-z0-9-]+)"|'([a-z0-9-]+)')/g;

interface Options {
  /** Folder whose templates and modules are searched for icons. */
  templates: string;
  /** File that lists the icons whose names are computed, one a line. */
  extra: string;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(html|py|ts)$/.test(name) && !name.includes("node_modules"))
    .map((name) => join(folder, name));
}

function namesIn(text: string): string[] {
  return [...text.matchAll(USED)].map((match) => match[1] ?? match[2] ?? "");
}

function symbol(name: string): string {
  const svg = readFileSync(join(OUTLINE, `${name}.svg`), "utf8");
  const drawing = svg
    .replace(/^[\s\S]*?<svg[^>]*>/, "")
    .replace(/<\/svg>\s*$/, "")
    .replace(/<path stroke="none"[^>]*\/>/, "")
    .replace(/\s*\n\s*/g, "");
  return `<symbol id="${name}" viewBox="0 0 24 24">${drawing}</symbol>`;
}

/** One SVG file with a symbol for each icon that the pages use, and `icons.json` that names it. */
export function icons(options: Options): Plugin {
  return {
    name: "sipks-icons",
    generateBundle() {
      const names = new Set(readFileSync(options.extra, "utf8").split("\n").filter(Boolean));
      for (const file of [...filesBelow(resolve(options.templates)), ...filesBelow("src")]) {
        for (const name of namesIn(readFileSync(file, "utf8"))) names.add(name);
      }
      const sorted = [...names].sort();
      const source = `<svg xmlns="http://www.w3.org/2000/svg">${sorted.map(symbol).join("")}</svg>`;
      const hash = createHash("sha256").update(source).digest("hex").slice(0, 8);
      const file = `assets/icons-${hash}.svg`;
      this.emitFile({ type: "asset", fileName: file, source });
      this.emitFile({
        type: "asset",
        fileName: "icons.json",
        source: JSON.stringify({ file, names: sorted }),
      });
    },
  };
}
