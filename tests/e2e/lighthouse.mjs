// Lighthouse (desktop) on the main pages, signed in; fails when one is below 95.
//   ./x lighthouse [PAGE...]
// Its figures for speed are those of this machine: measure when it has nothing else to do.
import lighthouse, { desktopConfig } from 'lighthouse';
import { freePort, temporaryDirectory } from '../integration/support/platform.mjs';
import { chromium } from './support/packages.mjs';
import { startProduct } from './support/product.mjs';

const kLeast = 0.95;
const categories = ['performance', 'accessibility', 'best-practices'];
// The best of so many: a page is not slow because something else was running.
const kTries = 3;

async function pagesOf({ engine, authUrl, appUrl }) {
  const agent = await engine.expect(200, 'GET', '/v1/agents/order-desk');
  return {
    'sign-in': `${authUrl}/sign-in`,
    agents: `${appUrl}/agents`,
    studio: `${appUrl}/agents/${agent.id}/studio`,
    chat: `${appUrl}/chat`,
  };
}

async function measure(url, port) {
  const options = { port, disableStorageReset: true, onlyCategories: categories, logLevel: 'error' };
  const { lhr } = await lighthouse(url, options, desktopConfig);
  if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`);
  if (new URL(lhr.finalDisplayedUrl).pathname !== new URL(url).pathname) {
    throw new Error(`${url} became ${lhr.finalDisplayedUrl}: there is no session.`);
  }
  const scores = categories.map((name) => lhr.categories[name].score);
  const findings = categories.flatMap((name) => lhr.categories[name].auditRefs)
    .map(({ id, weight }) => ({ weight, ...lhr.audits[id] }))
    .filter(({ weight, score }) => weight > 0 && score !== null && score < 0.9);
  return { scores, findings };
}

async function best(url, port) {
  let found;
  for (let tries = 0; tries < kTries && !found?.scores.every((score) => score >= kLeast); ++tries) {
    const next = await measure(url, port);
    if (!found || next.scores[0] > found.scores[0]) found = next;
  }
  return found;
}

const product = await startProduct();
const port = await freePort();
// The session is in the profile's cookies, and Lighthouse joins the same browser over its own port.
const context = await chromium.launchPersistentContext(temporaryDirectory('lighthouse'), {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', `--remote-debugging-port=${port}`],
});
try {
  await product.signIn(context.pages()[0]);
  await context.pages()[0].goto('about:blank');
  const pages = await pagesOf(product);
  const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(pages);
  console.log(`${' '.repeat(10)}${categories.map((name) => name.padStart(16)).join('')}`);
  for (const name of names) {
    if (!pages[name]) throw new Error(`There is no page ${name} of ${Object.keys(pages).join(', ')}.`);
    const { scores, findings } = await best(pages[name], port);
    const row = scores.map((score) => String(Math.round(score * 100)).padStart(16));
    console.log(`${name.padEnd(10)}${row.join('')}`);
    if (scores.every((score) => score >= kLeast)) continue;
    process.exitCode = 1;
    for (const { id, displayValue = '' } of findings) console.log(`  ${id} ${displayValue}`);
  }
} finally {
  await context.close();
  await product.stop();
}
