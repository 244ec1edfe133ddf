type PassageTextProps = {
  /** The headings above it; empty where there are none. */
  title: string;
  text: string;
  /** Where it is from, and why it is here. */
  facts: string[];
};

/** A passage as it was cut: text, and never rendered, whatever is in it. */
export function PassageText({ title, text, facts }: PassageTextProps) {
  return (
    <article className="flex flex-col gap-1 rounded-md border px-3 py-2.5 text-sm">
      {title ? <p className="font-medium wrap-anywhere">{title}</p> : null}
      <p className="wrap-anywhere whitespace-pre-wrap">{text}</p>
      <p className="text-xs text-muted tabular-nums wrap-anywhere">{facts.join(" · ")}</p>
    </article>
  );
}
