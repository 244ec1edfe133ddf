"use client";

import { ExternalLink, ImageOff, SquareCheck, Square } from "lucide-react";
import Link from "next/link";
import { Streamdown, type Components, type UrlTransform } from "streamdown";

import { CopyButton } from "@elevaite/shared/ui/copy-button";

import { chatText } from "@/text/chat";

import { markdownClasses } from "./markdown-classes";
import { safeLink, safePicture } from "./safe-address";

/**
 * The text of an answer. HTML in it is text: no plugin here turns it into elements. Links and pictures pass
 * safe-address.ts, and every element that could carry an address is one of ours.
 */
export default function Markdown({ text, isStreaming }: { text: string; isStreaming: boolean }) {
  return (
    <Streamdown
      mode={isStreaming ? "streaming" : "static"}
      parseIncompleteMarkdown={isStreaming}
      className={markdownClasses}
      components={components}
      rehypePlugins={noPlugins}
      urlTransform={transformUrl}
      controls={false}
    >
      {text}
    </Streamdown>
  );
}

// The same list each time: another one would make every block render again.
const noPlugins: [] = [];

const transformUrl: UrlTransform = (address, key) =>
  key === "src" ? safePicture(address) : key === "href" ? safeLink(address) : null;

const text = chatText.markdown;

/** Headings of an answer stand below the page's own, however deep their author wrote them. */
const headingOf = (className: string): Components["h1"] =>
  function Heading({ children }) {
    return <h2 className={className}>{children}</h2>;
  };

const components: Components = {
  h1: headingOf("md-h1"),
  h2: headingOf("md-h2"),
  h3: headingOf("md-h3"),
  h4: headingOf("md-h3"),
  h5: headingOf("md-h3"),
  h6: headingOf("md-h3"),
  p: ({ children }) => <p>{children}</p>,
  ul: ({ children }) => <ul>{children}</ul>,
  ol: ({ children, start }) => <ol start={start}>{children}</ol>,
  li: ({ children }) => <li>{children}</li>,
  strong: ({ children }) => <strong>{children}</strong>,
  blockquote: ({ children }) => <blockquote>{children}</blockquote>,
  hr: () => <hr />,
  sub: ({ children }) => <sub>{children}</sub>,
  sup: ({ children }) => <sup>{children}</sup>,
  section: ({ children }) => <div>{children}</div>,
  a: ({ href, children }) => {
    const address = typeof href === "string" ? safeLink(href) : null;
    if (!address) return <span title={text.unsafeLink}>{children}</span>;
    if (address.startsWith("/")) return <Link href={address}>{children}</Link>;
    // A place in this page, a mail, a call: nothing of it is a page for a new tab.
    if (!/^https?:/i.test(address)) return <a href={address}>{children}</a>;
    return (
      <a href={address} target="_blank" rel="noopener noreferrer nofollow" title={address}>
        {children}
        <ExternalLink aria-hidden className="ml-0.5 inline size-3 align-baseline" />
        <span className="sr-only">{text.newTab}</span>
      </a>
    );
  },
  img: ({ src, alt }) => {
    const address = typeof src === "string" ? safePicture(src) : null;
    // eslint-disable-next-line @next/next/no-img-element -- it is in the answer itself, there is nothing to optimize
    if (address) return <img src={address} alt={alt ?? ""} className="max-h-96 max-w-full rounded-md" />;
    return (
      <span className="inline-flex items-center gap-1 align-bottom text-muted" title={text.pictureLeftOut}>
        <ImageOff aria-hidden className="size-4" />
        {alt || text.picture}
      </span>
    );
  },
  input: ({ checked }) => {
    const Icon = checked ? SquareCheck : Square;
    return <Icon role="img" aria-label={checked ? text.done : text.open} className="mr-1 inline size-4" />;
  },
  inlineCode: ({ children }) => <code className="md-code">{children}</code>,
  code: ({ children, className }) => <CodeBlock language={languageOf(className)} code={textIn(children)} />,
  table: ({ children }) => (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <div role="region" aria-label={text.table} tabIndex={0} className="md-table">
      <table>{children}</table>
    </div>
  ),
  thead: ({ children }) => <thead>{children}</thead>,
  tbody: ({ children }) => <tbody>{children}</tbody>,
  tr: ({ children }) => <tr>{children}</tr>,
  th: ({ children, style }) => <th style={{ textAlign: style?.textAlign }}>{children}</th>,
  td: ({ children, style }) => <td style={{ textAlign: style?.textAlign }}>{children}</td>,
};

function CodeBlock({ language, code }: { language: string; code: string }) {
  return (
    <div className="overflow-hidden rounded-md border bg-subtle/60">
      <div className="flex h-8 items-center justify-between border-b pr-0.5 pl-3">
        <span className="font-mono text-2xs text-muted">{language || text.code}</span>
        <CopyButton value={code} label={text.copyCode} />
      </div>
      <pre
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
        tabIndex={0}
        role="region"
        aria-label={language ? text.codeIn(language) : text.code}
        className="overflow-x-auto p-3 font-mono text-xs leading-relaxed focus-visible:-outline-offset-2"
      >
        <code>{code}</code>
      </pre>
    </div>
  );
}

function languageOf(className: unknown): string {
  return (typeof className === "string" && /language-([\w+#.-]{1,30})/.exec(className)?.[1]) || "";
}

function textIn(children: unknown): string {
  if (typeof children === "string") return children.replace(/\n$/, "");
  return Array.isArray(children) ? children.map(textIn).join("") : "";
}
