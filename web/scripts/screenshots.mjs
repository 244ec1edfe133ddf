// Writes docs/images/<page>-<desktop|phone>-<light|dark>.webp of the built product, with the examples at
// work:  npm run screenshots [PAGE...]
/* global document, Image -- of the page, where some functions are evaluated */
import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { startProduct, visible } from "../../tests/e2e/support/product.mjs";

const kMaxBytes = 200_000;
const kQualities = [0.92, 0.85, 0.75, 0.6];
const images = fileURLToPath(new URL("../../docs/images/", import.meta.url));
const sizes = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };
const conversation = "where-is-order-1042";

const questions = [
  "What is the status of order 1042 and when was it shipped?",
  "Which items are in order 1042?",
  "What is the status of order 1043?",
  "Where is the parcel of order 1042?",
];

/** Work for the figures and the lists: runs that succeed, one that waits for a person, a conversation. */
async function prepare({ engine }) {
  for (const content of questions) {
    for (const model of ["order-desk", "triage"]) {
      const body = { model, messages: [{ role: "user", content }] };
      await engine.expect(200, "POST", "/v1/chat/completions", body);
    }
  }
  const chat = { id: conversation, message: questions[0], stream: false };
  const { run_id, conversation_id } = await engine.expect(200, "POST", "/v1/agents/order-desk/chat", chat);
  const ask = { id: "approval", message: "Tell Ada that her order is on its way.", stream: false };
  await engine.expect(200, "POST", "/v1/agents/approver/chat", ask);
  const agent = await engine.expect(200, "GET", "/v1/agents/order-desk");
  return { agent: agent.id, run: run_id, conversation: conversation_id };
}

function pagesOf(ids) {
  return {
    "sign-in": { path: "/sign-in", isOpen: true },
    home: { path: "/" },
    agents: { path: "/agents" },
    studio: { path: `/agents/${ids.agent}/studio` },
    chat: { path: `/chat/${ids.conversation}` },
    runs: { path: "/runs" },
    run: { path: `/runs/${ids.run}` },
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
  await page.evaluate(() => document.fonts.ready);
  if (await page.getByText("This page does not exist").isVisible())
    throw new Error(`There is no page ${name}.`);
}

const product = await startProduct();
try {
  const pages = pagesOf(await prepare(product));
  const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(pages);
  await mkdir(images, { recursive: true });
  const press = await product.newPage();
  for (const name of names) {
    const { path, isOpen } = pages[name] ?? {};
    if (!path) throw new Error(`There is no page ${name}; there are ${Object.keys(pages).join(", ")}.`);
    for (const [size, viewport] of Object.entries(sizes)) {
      for (const colorScheme of ["light", "dark"]) {
        const page = await product.newPage({ viewport, colorScheme, deviceScaleFactor: 2 });
        if (isOpen) await page.goto(product.authUrl + path);
        else await product.signIn(page, { path });
        await settle(page, name);
        const bytes = await compress(press, await page.screenshot({ animations: "disabled" }));
        const file = `${name}-${size}-${colorScheme}.webp`;
        await writeFile(images + file, bytes);
        console.log(`${String(Math.round(bytes.length / 1000)).padStart(4)} kB  ${file}`);
        await page.context().close();
      }
    }
  }
} finally {
  await product.stop();
}
