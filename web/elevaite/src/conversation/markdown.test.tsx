import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";

import Markdown from "./markdown";
import { safeLink, safePicture } from "./safe-address";

const render = (text: string, isStreaming = false) =>
  renderToStaticMarkup(<Markdown text={text} isStreaming={isStreaming} />);

/** What a browser would make of it: the tags with their attributes, without what is only text. */
const tagsOf = (html: string) => (html.match(/<[a-z][^>]*>/gi) ?? []).join("");

const attacks = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "text <svg onload=alert(1)> text",
  "<iframe src='https://evil.test'></iframe>",
  "<a href='javascript:alert(1)'>x</a>",
  "<form action='https://evil.test'><input name=password></form>",
  "<style>*{display:none}</style>",
  "<div style='position:fixed;inset:0'>x</div>",
  "[x](javascript:alert(1))",
  "[x](JaVaScRiPt:alert(1))",
  "[x](java\nscript:alert(1))",
  "[x](java&#10;script:alert(1))",
  "[x](&#106;avascript:alert(1))",
  "[x](\u0001javascript:alert(1))",
  "[x](vbscript:msgbox)",
  "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
  "[x](data:text/html,<script>alert(1)</script>)",
  "[x](blob:https://evil.test/1)",
  "[x](//evil.test)",
  "[x](/\\evil.test)",
  "[x](\\\\evil.test)",
  "[x](https://user:password@evil.test)",
  "[x][1]\n\n[1]: javascript:alert(1)",
  "<javascript:alert(1)>",
  "![x](https://evil.test/pixel.png)",
  "![x](//evil.test/pixel.png)",
  "![x](/api/engine/v1/agents)",
  "![x](javascript:alert(1))",
  "![x](data:image/svg+xml;base64,PHN2Zz4=)",
  "![x](data:text/html;base64,PHN2Zz4=)",
  '![x" onerror="alert(1)](x)',
  '[x](https://a.test "t\\" onmouseover=\\"alert(1)")',
  '```js" onmouseover="alert(1)\nx\n```',
  "```<script>alert(1)</script>\nx\n```",
  "`<img src=x onerror=alert(1)>`",
  "| <script>alert(1)</script> |\n| --- |\n| <img src=x onerror=alert(1)> |",
  "- [ ] <input onfocus=alert(1) autofocus>",
  "[^1]\n\n[^1]: <script>alert(1)</script>",
];

const allowed =
  /^<(div|p|h2|ul|ol|li|strong|em|del|a|span|code|pre|table|thead|tbody|tr|th|td|blockquote|hr|br|sup|sub|svg|path|rect|line|circle|polyline|button|img)\b/;

test.each(attacks)("%s injects nothing", (attack) => {
  for (const isStreaming of [false, true]) {
    const tags = tagsOf(render(attack, isStreaming));
    for (const tag of tags.match(/<[^>]*>/g) ?? []) expect(tag).toMatch(allowed);
    expect(tags).not.toMatch(/\son[a-z]+\s*=/i);
    expect(tags).not.toMatch(
      /(href|src|action|formaction|srcdoc)="(?!https?:\/\/[^@"]*"|mailto:|tel:|#|\/(?![/\\]))/i,
    );
    expect(tags).not.toMatch(/javascript:|vbscript:|data:text|evil\.test/i);
    expect(tags).not.toMatch(/<img/);
  }
});

test("HTML is shown as the text that it is", () => {
  expect(render("a <b>b</b> c")).toContain("a &lt;b&gt;b&lt;/b&gt; c");
});

test("links open in a new tab without telling who sent them; paths stay in the app", () => {
  expect(render("[docs](https://docs.test/a?b=1)")).toContain(
    'href="https://docs.test/a?b=1" target="_blank" rel="noopener noreferrer nofollow"',
  );
  const path = render("[the run](/runs/run_1)");
  expect(path).toContain('href="/runs/run_1"');
  expect(path).not.toContain("_blank");
});

test("a picture that comes with the answer is shown, another one is named", () => {
  expect(render("![dot](data:image/png;base64,iVBORw0KGgo=)")).toContain(
    '<img src="data:image/png;base64,iVBORw0KGgo=" alt="dot"',
  );
  expect(render("![a chart](https://charts.test/1.png)")).toMatch(/a chart/);
});

test("money stays money, and half a formula stays a text", () => {
  expect(render("It costs $5 and $10.")).toContain("It costs $5 and $10.");
  expect(render("Where $x^2 is", true)).toContain("$x^2 is");
});

test("code, tables and lists are what they say", () => {
  const code = render("```sql\nSELECT 1 < 2;\n```");
  expect(code).toContain("<code>SELECT 1 &lt; 2;</code>");
  expect(code).toContain("Code in sql");
  const table = render("| a | b |\n| --- | ---: |\n| 1 | 2 |");
  expect(table).toContain('role="region"');
  expect(table).toContain('<td style="text-align:right">2</td>');
  expect(render("- [x] done")).toContain('aria-label="Done"');
});

test("an answer in the middle of a word already looks like one", () => {
  expect(render("It is **ship", true)).toContain("<strong>ship</strong>");
  expect(render("See [the docs](https://do", true)).not.toContain('href="https://do"');
});

test("addresses", () => {
  for (const good of ["https://a.test", "mailto:a@b.test", "tel:+491", "/runs/run_1", "#note"]) {
    expect(safeLink(good)).toBe(good);
  }
  for (const bad of ["", "ftp://a.test", "file:///etc/passwd", "a.html", "//a.test", "https://a b.test"]) {
    expect(safeLink(bad)).toBe(null);
  }
  expect(safePicture("data:image/png;base64,AA==")).toBe("data:image/png;base64,AA==");
  expect(safePicture("data:image/png,<svg onload=alert(1)>")).toBe(null);
});
