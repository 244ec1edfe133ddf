// Measures the Studio with a large workflow, with the browser's own clock:  npm run measure:studio [NODES]
// WEB_DIR says which export is looked at.
/* global document, window, MutationObserver, requestAnimationFrame -- of the page */
import { startProduct } from "../../tests/e2e/support/product.mjs";

const kLane = 25;
const kSteps = 60;
const count = Number(process.argv[2] ?? 1000);

/** Lanes that begin at one trigger, with an edge from lane to lane now and then. */
function workflowOf(nodes) {
  const place = (index) => ({ x: 300 + (index % kLane) * 300, y: Math.floor(index / kLane) * 120 });
  const id = (index) => `n${index}`;
  const edge = (source, target, name) => ({ id: name, source, target });
  return {
    nodes: [
      { id: "start", kind: "manual_trigger", position: { x: 0, y: 0 } },
      ...Array.from({ length: nodes - 1 }, (_, index) => ({
        id: id(index),
        kind: "set_fields",
        title: `Step ${index}`,
        position: place(index),
        config: { fields: [{ name: "value", value: index }] },
      })),
    ],
    edges: Array.from({ length: nodes - 1 }, (_, index) => [
      edge(index % kLane === 0 ? "start" : id(index - 1), id(index), `e${index}`),
      ...(index % 7 === 3 && index + kLane + 1 < nodes - 1
        ? [edge(id(index), id(index + kLane + 1), `x${index}`)]
        : []),
    ]).flat(),
  };
}

/** Runs in the page: when the first node was drawn, and how long frames take while somebody asks. */
function watch() {
  const frames = [];
  window.measured = { opened: null, frames, tasks: [] };
  new MutationObserver((_, observer) => {
    if (!document.querySelector(".react-flow__node")) return;
    observer.disconnect();
    requestAnimationFrame(() => requestAnimationFrame((now) => (window.measured.opened = now)));
  }).observe(document, { childList: true, subtree: true });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.measured.tasks.push(duration);
  }).observe({ type: "longtask", buffered: true });
  let last = null;
  const tick = (now) => {
    if (last !== null) frames.push(now - last);
    last = now;
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
}

const share = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;

async function during(page, what, work) {
  await page.evaluate(() => {
    window.measured.frames.length = 0;
    window.measured.tasks.length = 0;
  });
  await work();
  await page.evaluate(() => new Promise((done) => setTimeout(done, 300)));
  const { frames, tasks } = await page.evaluate(() => window.measured);
  const sorted = [...frames].sort((a, b) => a - b);
  const number = (value) => Math.round(value).toString().padStart(6);
  console.log(
    `${what.padEnd(34)} frames: median ${number(share(sorted, 0.5))} ms, p95 ${number(share(sorted, 0.95))}, ` +
      `longest ${number(sorted.at(-1) ?? 0)}; long tasks ${number(tasks.reduce((sum, task) => sum + task, 0))} ms`,
  );
}

async function drag(page, box) {
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 1; step <= kSteps; step++) await page.mouse.move(x + step * 2, y + step);
}

const product = await startProduct();
try {
  const name = `Large ${count}`;
  const agent = await product.engine.expect(201, "POST", "/v1/agents", { name, workflow: workflowOf(count) });
  const page = await product.newPage();
  // Looking at the page for a trace costs more than what is measured.
  await page.context().tracing.stop();
  await page.addInitScript(watch);
  await product.signIn(page);
  for (const visit of ["first visit", "again"]) {
    await page.goto(`${product.appUrl}/agents/${agent.id}/studio`);
    await page.locator(".react-flow__node").first().waitFor();
    await page.waitForFunction(() => window.measured.opened !== null);
    const opened = await page.evaluate(() => window.measured.opened);
    console.log(`opened ${count} nodes (${visit})`.padEnd(34), Math.round(opened), "ms");
  }
  const node = () => page.locator(".react-flow__node").nth(4).boundingBox();
  await page
    .locator(".react-flow__pane")
    .focus()
    .catch(() => undefined);
  await during(page, "drag one, near", async () => drag(page, await node()));
  await during(page, "drop one, near", () => page.mouse.up());
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await during(page, "show all", () => page.keyboard.press("0"));
  await during(page, "drag one, far", async () => drag(page, await node()));
  await during(page, "drop one, far", () => page.mouse.up());
  await page.keyboard.press("Escape");
  await during(page, "choose all", () => page.keyboard.press("Control+a"));
  await during(page, "drag all", async () => drag(page, await node()));
  await during(page, "drop all", () => page.mouse.up());
  await page.keyboard.press("Escape");
  await during(page, "undo", () => page.keyboard.press("Control+z"));
  await during(page, "tidy up", () => page.keyboard.press("Shift+L"));
  if (process.env.SCREENSHOT) await page.screenshot({ path: process.env.SCREENSHOT });
} finally {
  await product.stop();
}
