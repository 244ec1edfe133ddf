/** How the elements of an answer look. They are made by markdown.tsx, which gives them no classes but these names. */
export const markdownClasses = [
  "flex min-w-0 flex-col gap-3 leading-relaxed wrap-anywhere",
  "[&_ul]:list-disc [&_ol]:list-decimal [&_:is(ul,ol)]:pl-5 [&_li]:mt-1 [&_li::marker]:text-muted",
  "[&_li:has(>svg)]:list-none",
  "[&_a]:text-accent-text [&_a]:underline [&_a]:underline-offset-2 [&_strong]:font-semibold",
  "[&_.md-h1]:text-lg [&_.md-h1]:font-semibold [&_.md-h2]:text-base [&_.md-h2]:font-semibold",
  "[&_.md-h3]:text-sm [&_.md-h3]:font-semibold",
  "[&_blockquote]:border-l-2 [&_blockquote]:pl-3 [&_blockquote]:text-muted",
  "[&_.md-code]:rounded-sm [&_.md-code]:bg-subtle [&_.md-code]:px-1 [&_.md-code]:py-0.5",
  "[&_.md-code]:font-mono [&_.md-code]:text-[0.9em]",
  "[&_.md-table]:overflow-x-auto [&_.md-table]:rounded-md [&_.md-table]:border",
  // A table scrolls sideways before it breaks its words.
  "[&_table]:w-max [&_table]:min-w-full [&_table]:border-collapse [&_table]:text-sm [&_table]:wrap-normal",
  "[&_td]:max-w-80 [&_thead]:bg-subtle/60",
  "[&_:is(th,td)]:border-b [&_:is(th,td)]:px-3 [&_:is(th,td)]:py-1.5 [&_:is(th,td)]:text-left",
  "[&_tr:last-child_td]:border-b-0 [&_th]:font-medium [&_th]:whitespace-nowrap",
].join(" ");
