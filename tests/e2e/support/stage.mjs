// The whole product, as a person meets it: the real program on its own data, which also serves the
// exported web, and Debian's Chromium.
//
//   let stage;
//   before(async () => { stage = await startStage(); });
//   after(() => stage?.stop());
//   test('…', async () => {
//     const page = await stage.newPage({ viewport: phone, colorScheme: 'dark' });
//     await stage.signIn(page);                       // as the demo user; ends in the ElevAIte App
//     await page.getByRole('link', { name: 'Agents' }).click();
//     await visible(page.getByRole('heading', { name: 'Agents' }));
//     await expectNoAxeViolations(page);
//   });
//
// A test fails by itself when one of its pages logs an error, throws, or violates the
// Content-Security-Policy; `newPage({ expected: [/pattern/] })` names what a test provokes. A failed test
// leaves pictures and a trace in build/e2e (cd web && npx playwright-core show-trace FILE).
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'node:test';
import { Client } from '../../integration/support/client.mjs';
import { root, startPlatform } from '../../integration/support/platform.mjs';
import { Browser } from './browser.mjs';

export { eventually } from '../../integration/support/platform.mjs';
export { expectNoAxeViolations } from './axe.mjs';

export const phone = { width: 360, height: 740 };

// Waits until it is on the page; answers it.
export async function visible(locator) {
  await locator.first().waitFor({ state: 'visible' });
  return locator;
}

export const hidden = (locator) => locator.first().waitFor({ state: 'hidden' });

const stages = new Set();
let runningTests = 0;
beforeEach(() => { ++runningTests; });
afterEach(async (context) => {
  --runningTests;
  for (const stage of stages) await stage.browser.afterTest(context.name, context.passed === false);
});

let people = 0;

class Stage {
  browser = new Browser();

  constructor(platform) {
    this.platform = platform;
    this.authUrl = `http://localhost:${platform.ports.authApp}`;
    this.appUrl = `http://localhost:${platform.ports.app}`;
    const { email, password, api_key: apiKey } = platform.demo;
    Object.assign(this, { email, password, apiKey });
    this.engine = new Client(platform.engineUrl, apiKey);
    stages.add(this);
  }

  // Options: viewport, colorScheme, expected, and those of Playwright's newContext.
  newPage(options = {}) {
    return this.browser.newPage({ ...options, isDuringTest: runningTests > 0 });
  }

  // A person alone in a new tenant: {email, password, tenantId, engine, auth}, with clients as that person.
  async newPerson({ name = 'Ada Lovelace', tenantName = 'Analytical Engines' } = {}) {
    const email = `person-${process.pid}-${++people}@example.com`;
    const password = 'a long enough password';
    const signedUp = await new Client(this.platform.authUrl).expect(201, 'POST', '/v1/auth/sign-up',
      { email, password, name, tenant_name: tenantName });
    return {
      email, password, tenantId: signedUp.tenant_id,
      engine: new Client(this.platform.engineUrl, signedUp.access_token),
      auth: new Client(this.platform.authUrl, signedUp.access_token),
    };
  }

  // Gives the page the session of a person, then opens `path` of the ElevAIte App.
  async signIn(page, { email = this.email, password = this.password, path = '/' } = {}) {
    const answer = await page.request.post(`${this.authUrl}/api/auth/v1/auth/sign-in`, {
      data: { email, password, cookie: true }, headers: { Origin: this.authUrl } });
    if (!answer.ok()) throw new Error(`Signing in: ${answer.status()} ${await answer.text()}`);
    await page.goto(this.appUrl + path);
    await visible(page.locator('main h1'));
  }

  async stop() {
    stages.delete(this);
    await this.browser.stop();
    await this.platform.stop();
  }
}

// Options: those of startPlatform; settings are those of the program.
export async function startStage({ settings = {}, ...options } = {}) {
  const built = process.env.WEB_DIR ?? join(root, 'build/web');
  for (const app of ['auth', 'elevaite']) {
    if (existsSync(join(built, app, 'routes.json'))) continue;
    throw new Error(`There is no export in ${built}/${app}. Build it: cd web && npm run export`);
  }
  return new Stage(await startPlatform({ ...options, settings: { 'web.dir': built, ...settings } }));
}
