// Writes docs/images/<page>-<desktop|phone>-<light|dark>.webp of the built product, with a week of work
// behind it:  npm run screenshots [PAGE...]
/* global document, Image -- of the page, where some functions are evaluated */
import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { visible } from "../../tests/e2e/support/product.mjs";
import { startShowcase } from "./screenshots/showcase.mjs";

const kMaxBytes = 90_000;
const kQualities = [0.9, 0.8, 0.7, 0.55];
const images = fileURLToPath(new URL("../../docs/images/", import.meta.url));
const sizes = {
  desktop: { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1.5 },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 },
};

function pagesOf(ids) {
  return {
    "sign-in": { path: "/sign-in", isOpen: true },
    home: { path: "/?range=7d" },
    agents: { path: "/agents" },
    studio: { path: `/agents/${ids.agent}/studio` },
    chat: { path: `/chat/${ids.conversation}` },
    runs: { path: "/runs" },
    run: { path: `/runs/${ids.run}` },
    approvals: { path: "/approvals" },
    credentials: { path: "/credentials" },
    settings: { path: "/settings" },
  };
}

/** A PNG as WebP, which Chromium itself can write, at the best quality that is small enough. */
async function compress(page, png) {
  for (const quality of kQualities) {
    const encoded = await page.evaluate(
      async ([source, share]) => {
        const image = new Image();
        image.src = `data:image/png;base64,${source}`;
        await image.decode();
        const canvas = Object.assign(document.createElement("canvas"), {
          width: image.width,
          height: image.height,
        });
        canvas.getContext("2d").drawImage(image, 0, 0);
        return canvas.toDataURL("image/webp", share).split(",")[1];
      },
      [png.toString("base64"), quality],
    );
    const bytes = Buffer.from(encoded, "base64");
    if (bytes.length <= kMaxBytes) return bytes;
  }
  throw new Error("A picture stays too large; show less on it.");
}

async function settle(page, name) {
  await visible(page.locator("h1, [role=application]"));
  await page.waitForFunction(() => !document.querySelector("[aria-busy=true]"));
  await page.waitForLoadState("networkidle").catch(() => undefined);
  await page.evaluate(() => document.fonts.ready);
  if (await page.getByText("This page does not exist").isVisible())
    throw new Error(`There is no page ${name}.`);
}

const { product, ids } = await startShowcase();
try {
  const pages = pagesOf(ids);
  const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(pages);
  await mkdir(images, { recursive: true });
  const press = await product.newPage();
  let total = 0;
  for (const name of names) {
    const { path, isOpen } = pages[name] ?? {};
    if (!path) throw new Error(`There is no page ${name}; there are ${Object.keys(pages).join(", ")}.`);
    for (const [size, options] of Object.entries(sizes)) {
      for (const colorScheme of ["light", "dark"]) {
        const page = await product.newPage({ ...options, colorScheme });
        if (isOpen) await page.goto(product.authUrl + path);
        else await product.signIn(page, { path });
        await settle(page, name);
        const bytes = await compress(press, await page.screenshot({ animations: "disabled" }));
        const file = `${name}-${size}-${colorScheme}.webp`;
        await writeFile(images + file, bytes);
        total += bytes.length;
        console.log(`${String(Math.round(bytes.length / 1000)).padStart(4)} kB  ${file}`);
        await page.context().close();
      }
    }
  }
  console.log(`${String(Math.round(total / 1000)).padStart(4)} kB  together`);
} finally {
  await product.stop();
}
