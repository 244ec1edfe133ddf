// A page with an id in its path is exported once, for the id "_". The routes tell the server which file
// answers for all ids: the page itself and the payloads that client-side navigation asks for, which carry
// the id in their path too.

const kPlaceholder = "_";

/** Of two patterns that match the same path the one with fewer blanks is meant, so it comes first. */
function bySpecificity(left, right) {
  const blanks = ({ pattern }) => pattern.split("[").length;
  const length = ({ pattern }) => pattern.split("/").length;
  return (
    blanks(left) - blanks(right) || length(right) - length(left) || (left.pattern < right.pattern ? -1 : 1)
  );
}

/** `pages` are Next's patterns ("/agents/[agent]"), `files` the exported files ("/agents/_.html"). */
export function routesOf(pages, files) {
  const names = new Map(
    pages.map((page) => [page.replace(/\[[^\]]+\]/g, kPlaceholder), page.match(/\[[^\]]+\]/g)]),
  );
  const routes = [];
  for (const file of files) {
    const segments = file.split("/");
    const isBlank = (segment) => segment === kPlaceholder || segment.startsWith(`${kPlaceholder}.`);
    const last = segments.findLastIndex(isBlank);
    if (last === -1) continue;
    const blanks = namesFor(names, segments.slice(0, last + 1), file);
    let next = 0;
    const pattern = segments
      .map((segment) => (isBlank(segment) ? segment.replace(kPlaceholder, () => blanks[next++]) : segment))
      .join("/")
      .replace(/\.html$/, "");
    routes.push({ pattern, file });
  }
  return routes.sort(bySpecificity);
}

/** The names of the blanks of the page that a file belongs to. */
function namesFor(names, segments, file) {
  const stem = segments.join("/").replace(/\.\w+$/, "");
  for (const [page, blanks] of names) {
    if (page === stem || page.startsWith(`${stem}/`)) return blanks;
  }
  throw new Error(`${file} has the placeholder "${kPlaceholder}" in its path but belongs to no dynamic page`);
}
