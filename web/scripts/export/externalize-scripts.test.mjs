import { expect, test } from "vitest";

import { externalizeScripts } from "./externalize-scripts.mjs";

test("the texts of inline scripts become one file, in their order, where the last one stood", () => {
  const page =
    '<head></head><body><script>a=[1]</script><p>x</p><script id="_R_">a.push("$&")</script><i></i></body>';
  const { html, scripts } = externalizeScripts(page);
  expect(scripts).toHaveLength(1);
  expect(scripts[0].text).toBe('a=[1];\na.push("$&");');
  expect(html).toContain(`<p>x</p><script src="${scripts[0].address}"></script><i></i>`);
  expect(html).not.toContain("a.push");
});

test("scripts with an address, and data, stay where they are", () => {
  const page =
    '<head></head><script src="/a.js" async=""></script><script type="application/ld+json">{}</script>';
  expect(externalizeScripts(page)).toEqual({ html: page, scripts: [] });
});

test("the same text has the same address, another text another one", () => {
  const address = (code) => externalizeScripts(`<head></head><script>${code}</script>`).scripts[0].address;
  expect(address("a()")).toBe(address("a()"));
  expect(address("a()")).not.toBe(address("b()"));
});

test("an inline module is refused, because it would run at another time", () => {
  expect(() => externalizeScripts('<script type="module">a()</script>')).toThrow("inline module");
});
