// One Chromium for a test file, and its pages: each alone in a context of its own, watched for faults,
// and closed after the test that opened it. Pages that a `before` opened live until the stage ends.
import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from '../../integration/support/platform.mjs';
import { watchFaults } from './faults.mjs';
import { chromium } from './packages.mjs';

const kTimeout = 15_000;
// Whatever a page asks for, no other host has an address.
const onlyLoopback = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1';
const kDesktop = { width: 1280, height: 800 };
const artifacts = join(root, 'build/e2e');
// A trace copies the whole page before and after each action, which costs a third of the time.
const isTraced = process.env.E2E_TRACE === '1';

export class Browser {
  #launching;
  #opened = new Set();

  // `isDuringTest` decides whether the page is closed after this test.
  async newPage({ isDuringTest, viewport = kDesktop, colorScheme = 'light', expected = [], ...options }) {
    this.#launching ??= chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', onlyLoopback],
    });
    const browser = await this.#launching;
    const context = await browser.newContext({
      viewport, colorScheme, reducedMotion: 'reduce', locale: 'en-US', timezoneId: 'Europe/Berlin',
      ...options,
    });
    context.setDefaultTimeout(kTimeout);
    if (isTraced) await context.tracing.start({ snapshots: true });
    this.#opened.add({ context, isDuringTest, faults: watchFaults(context, expected) });
    return context.newPage();
  }

  // What went wrong in the pages since the last test; of a failed test the pages are kept as pictures.
  async afterTest(name, hasFailed) {
    const faults = [];
    for (const opened of this.#opened) {
      const found = opened.faults.splice(0);
      faults.push(...found);
      if (hasFailed || found.length) await this.#keep(name, opened);
      if (!opened.isDuringTest) continue;
      this.#opened.delete(opened);
      await opened.context.close();
    }
    if (faults.length) throw new Error(`The pages had faults:\n${[...new Set(faults)].join('\n')}`);
  }

  async #keep(name, { context }) {
    const file = basename(process.argv[1] ?? 'e2e', '.test.mjs');
    const path = join(artifacts, `${file}-${name.replace(/[^A-Za-z0-9]+/g, '-').slice(0, 80)}`);
    mkdirSync(artifacts, { recursive: true });
    for (const [index, page] of context.pages().entries()) {
      await page.screenshot({ path: `${path}-${index}.png` }).catch(() => undefined);
      process.stderr.write(`${page.url()} is kept in ${path}-${index}.png\n`);
    }
    if (!isTraced) return;
    await context.tracing.stop({ path: `${path}.zip` }).catch(() => undefined);
    await context.tracing.start({ snapshots: true }).catch(() => undefined);
  }

  async stop() {
    await (await this.#launching?.catch(() => undefined))?.close();
  }
}
