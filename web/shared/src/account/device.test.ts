import { expect, test } from "vitest";

import { deviceOf } from "./device";

const chrome = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";

test.each([
  [`Mozilla/5.0 (X11; Linux x86_64) ${chrome}`, "Chrome on Linux", "desktop"],
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Edg/142.0.0.0`, "Edge on Windows", "desktop"],
  [`Mozilla/5.0 (Linux; Android 10; K) ${chrome}`, "Chrome on Android", "phone"],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Safari/604.1",
    "Safari on iPhone",
    "phone",
  ],
  ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:145.0) Firefox/145.0", "Firefox on macOS", "desktop"],
  ["curl/8.5.0", "curl", "program"],
  ["python-requests/2.32", "python-requests", "program"],
  ["", "Unknown device", "program"],
  ["(nothing we know)", "Unknown device", "program"],
])("%s is %s", (userAgent, name, kind) => {
  expect(deviceOf(userAgent)).toEqual({ name, kind });
});
