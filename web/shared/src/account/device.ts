import { text } from "./text";

export type DeviceKind = "desktop" | "phone" | "program";
export type Device = { name: string; kind: DeviceKind };

// The specific before the general: Edge and Opera also call themselves Chrome, Chrome calls itself Safari.
const browsers: [RegExp, string][] = [
  [/\bEdgA?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\b(Firefox|FxiOS)\//, "Firefox"],
  [/\b(Chrome|CriOS|Chromium|HeadlessChrome)\//, "Chrome"],
  [/\bSafari\//, "Safari"],
];
const systems: [RegExp, string, DeviceKind][] = [
  [/\biPhone\b/, "iPhone", "phone"],
  [/\biPad\b/, "iPad", "phone"],
  [/\bAndroid\b/, "Android", "phone"],
  [/\bWindows\b/, "Windows", "desktop"],
  [/\bMac OS X\b/, "macOS", "desktop"],
  [/\bCrOS\b/, "ChromeOS", "desktop"],
  [/\bLinux\b/, "Linux", "desktop"],
];

/** What a person recognizes in a User-Agent header: "Chrome on Windows", or the name of a program. */
export function deviceOf(userAgent: string): Device {
  const browser = browsers.find(([pattern]) => pattern.test(userAgent))?.[1];
  const system = systems.find(([pattern]) => pattern.test(userAgent));
  if (browser && system) return { name: text.device.on(browser, system[1]), kind: system[2] };
  const program = /^[\w.-]+/.exec(userAgent)?.[0];
  if (browser ?? system?.[1]) return { name: browser ?? system?.[1] ?? "", kind: system?.[2] ?? "desktop" };
  return program ? { name: program, kind: "program" } : { name: text.device.unknown, kind: "program" };
}
