import { readFileSync } from "node:fs";

import { expect, test } from "vitest";

const css = readFileSync(new URL("tokens.css", import.meta.url), "utf8");

type Theme = "light" | "dark";

/** The relative luminance (WCAG 2) of an opaque oklch() colour. */
function luminance(color: string): number {
  const [l = 0, c = 0, h = 0] = (/oklch\(([^)/]+)\)/.exec(color)?.[1] ?? "").trim().split(/\s+/).map(Number);
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short;
  const green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short;
  const blue = -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short;
  const within = (value: number) => Math.min(1, Math.max(0, value));
  return 0.2126 * within(red) + 0.7152 * within(green) + 0.0722 * within(blue);
}

function colorOf(token: string, theme: Theme): string {
  const value = new RegExp(`--${token}: (.+);`).exec(css)?.[1];
  if (value === undefined) throw new Error(`tokens.css has no --${token}`);
  const reference = /^var\(--([\w-]+)\)$/.exec(value)?.[1];
  if (reference) return colorOf(reference, theme);
  const pair = /^light-dark\((oklch\([^)]*\)), (oklch\([^)]*\))\)$/.exec(value);
  return (theme === "light" ? pair?.[1] : pair?.[2]) ?? value;
}

function ratio(one: string, other: string, theme: Theme): number {
  const [lighter = 0, darker = 0] = [one, other]
    .map((token) => luminance(colorOf(token, theme)))
    .sort((left, right) => right - left);
  return (lighter + 0.05) / (darker + 0.05);
}

const surfaces = ["background", "surface", "surface-raised", "subtle"];
const onSurfaces = ["text", "muted", "accent-text", "success", "warning", "danger", "info"];
const statuses = ["queued", "running", "waiting", "succeeded", "failed", "cancelled"];
const texts = [
  ...surfaces.flatMap((surface) => onSurfaces.map((text) => [text, surface] as const)),
  ...surfaces.flatMap((surface) => statuses.map((status) => [`status-${status}`, surface] as const)),
  ...["success", "warning", "danger", "info"].flatMap((tone) => [
    [tone, `${tone}-subtle`] as const,
    ["text", `${tone}-subtle`] as const,
  ]),
  ["accent-text", "accent-subtle"] as const,
  ["on-accent", "accent"] as const,
  ["on-accent", "accent-hover"] as const,
  ["on-accent", "danger-fill"] as const,
];

test.each(["light", "dark"] as const)("every text can be read on what it stands on: %s", (theme) => {
  const faint = texts.filter(([text, surface]) => ratio(text, surface, theme) < 4.5);
  expect(
    faint.map(([text, surface]) => `${text} on ${surface}: ${ratio(text, surface, theme).toFixed(2)}`),
  ).toEqual([]);
});

test.each(["light", "dark"] as const)("the focus ring and strong borders can be seen: %s", (theme) => {
  const signs = ["focus", "border-strong"].flatMap((sign) =>
    surfaces.map((surface) => [sign, surface] as const),
  );
  const faint = signs.filter(([sign, surface]) => ratio(sign, surface, theme) < 3);
  expect(
    faint.map(([sign, surface]) => `${sign} on ${surface}: ${ratio(sign, surface, theme).toFixed(2)}`),
  ).toEqual([]);
});
