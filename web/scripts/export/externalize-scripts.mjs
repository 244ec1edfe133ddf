// A page may run only scripts of its own origin (script-src 'self'), but Next writes its data into inline
// scripts.
//
// 1. They only append to a list, in order, so their texts can be one file, in the same order.
// 2. That file stands where the last of them stood. Next's own scripts are async and read the list whenever
//    they come; they take the list as complete when the document has been parsed. So the file must run
//    before that: it is an ordinary script, neither async nor deferred, for which the parser waits.
// 3. It is fetched early all the same, because the head preloads it.
import { createHash } from "node:crypto";

const kScript = /<script([^>]*)>([\s\S]*?)<\/script>/g;

function isInlineCode(attributes) {
  if (/\ssrc=/.test(attributes)) return false;
  const type = /\stype="([^"]*)"/.exec(attributes)?.[1];
  if (type === "module") throw new Error("an inline module cannot be moved: it runs later than the others");
  return type === undefined || type === "" || type.includes("javascript");
}

/** The page without inline scripts, and the files that take their place. */
export function externalizeScripts(html) {
  const inline = [...html.matchAll(kScript)].filter(([, attributes]) => isInlineCode(attributes));
  if (inline.length === 0) return { html, scripts: [] };
  const text = inline.map(([, , code]) => code.trim().replace(/;?$/, ";")).join("\n");
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 16);
  const address = `/_next/static/inline/${hash}.js`;
  const last = inline.at(-1).index;
  const moved = html.replace(kScript, (whole, attributes, _code, offset) => {
    if (!isInlineCode(attributes)) return whole;
    return offset === last ? `<script src="${address}"></script>` : "";
  });
  const preload = `<link rel="preload" href="${address}" as="script"/>`;
  return { html: moved.replace("<head>", () => `<head>${preload}`), scripts: [{ address, text }] };
}
