// Which file answers a path. The C++ server follows the same rules; they are written down in README.md.
import { readFileSync, statSync } from "node:fs";
import path from "node:path";

/** What stands for a [blank]: an id, never a dot, so that a missing file is not mistaken for a page. */
const kId = "[A-Za-z0-9_~-]+";

function patternOf({ pattern, file }) {
  const escaped = pattern.replace(/[.*+?^${}()|\\!]/g, "\\$&").replace(/\[[^\]]+\]/g, kId);
  return { matcher: new RegExp(`^${escaped}$`), file };
}

function isFile(name) {
  return statSync(name, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** An exported app on disk. */
export function openApp(folder) {
  const routes = JSON.parse(readFileSync(path.join(folder, "routes.json"), "utf8")).map(patternOf);
  return {
    /** The file of a decoded path, or null. */
    find(wanted) {
      if (wanted.split("/").includes("..") || wanted.includes("\0")) return null;
      const names = wanted === "/" ? ["/index.html"] : [wanted, `${wanted}.html`];
      const exact = names.find((name) => isFile(path.join(folder, name)));
      if (exact) return path.join(folder, exact);
      const route = routes.find(({ matcher }) => matcher.test(wanted));
      return route ? path.join(folder, route.file) : null;
    },
    notFound: path.join(folder, "404.html"),
  };
}

/** The best of what the client accepts and what lies beside the file. */
export function encodingOf(file, accepted) {
  const takes = (name) => new RegExp(`\\b${name}\\b(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))`).test(accepted ?? "");
  for (const [name, ending] of [
    ["br", ".br"],
    ["gzip", ".gz"],
  ]) {
    if (takes(name) && isFile(file + ending)) return { name, file: file + ending };
  }
  return { name: null, file };
}
