import { cn } from "./class-names";
import { CopyButton } from "./copy-button";

type CodeBlockProps = { code: string; label: string; className?: string };

/** Text in a fixed-width font as it is, with a button that copies it. It can be scrolled by keyboard. */
export function CodeBlock({ code, label, className }: CodeBlockProps) {
  return (
    <div className={cn("group relative rounded-md border bg-subtle/60", className)}>
      <pre
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
        tabIndex={0}
        role="region"
        aria-label={label}
        className={
          "max-h-96 overflow-auto rounded-md p-3 " +
          "pr-10 font-mono text-xs leading-relaxed focus-visible:-outline-offset-2"
        }
      >
        <code>{code}</code>
      </pre>
      <CopyButton value={code} className="absolute top-1.5 right-1.5 bg-subtle" />
    </div>
  );
}
