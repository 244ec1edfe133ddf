// The real program on its own data, the two apps that it serves, and a Chromium to look at them.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '../../integration/support/client.mjs';
import { eventually, root, startPlatform } from '../../integration/support/platform.mjs';
import { Browser } from './browser.mjs';
import { Web } from './web.mjs';

// Waits until it is on the page; answers it.
export async function visible(locator) {
  await locator.first().waitFor({ state: 'visible' });
  return locator;
}

// Waits until the keyboard's focus is there, or in it: it may come a frame after what one sees.
export const focused = (locator) => eventually(
  async () => await locator.count() === 1 &&
    locator.evaluate((element) => element.contains(element.ownerDocument.activeElement)),
  `the focus is on ${locator}`);

export const hidden = (locator) => locator.first().waitFor({ state: 'hidden' });

// Answers the question that a dialog asks, and waits until it is gone: what lies behind an open dialog is
// not to be found by its role, as if it were hidden.
export async function confirm(page, answer) {
  const dialog = page.getByRole('alertdialog');
  await dialog.getByRole('button', { name: answer }).click();
  await hidden(dialog);
}

let people = 0;

export class Product {
  browser = new Browser();

  constructor(platform, web) {
    Object.assign(this, { platform, web });
    this.authUrl = web.authUrl;
    this.appUrl = web.appUrl;
    const { email, password, api_key: apiKey } = platform.demo;
    Object.assign(this, { email, password, apiKey });
    this.engine = new Client(platform.engineUrl, apiKey);
  }

  // Options: viewport, colorScheme, expected, and those of Playwright's newContext.
  newPage(options = {}) {
    return this.browser.newPage(options);
  }

  // A person alone in a new tenant: {email, password, tenantId, engine, auth}, with clients as that person.
  // Where a sign-up asks for a mailed code, `codeTo` reads it: a test that has a mail server sets it.
  async newPerson({ name = 'Ada Lovelace', tenantName = 'Analytical Engines' } = {}) {
    const email = `person-${process.pid}-${++people}@example.com`;
    const password = 'a long enough password';
    const client = new Client(this.platform.authUrl);
    let signedUp = await client.expect(this.codeTo ? 202 : 201, 'POST', '/v1/auth/sign-up',
      { email, password, name, tenant_name: tenantName });
    if (this.codeTo) {
      signedUp = await client.expect(201, 'POST', '/v1/auth/sign-up/confirm',
        { sign_up: signedUp.sign_up, code: await this.codeTo(email) });
    }
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
    await this.browser.stop();
    this.web.stop();
    await this.platform.stop();
  }
}

// Options: those of startPlatform; settings are those of the program.
export async function startProduct({ settings = {}, ...options } = {}, Kind = Product) {
  const built = process.env.WEB_DIR ?? join(root, 'build/web');
  for (const app of ['auth', 'elevaite']) {
    if (existsSync(join(built, app, 'routes.json'))) continue;
    throw new Error(`There is no export in ${built}/${app}. Build it: cd web && npm run export`);
  }
  const web = await new Web().open();
  const platform = await startPlatform({ ...options, settings: {
    'web.dir': built, 'web.auth_origin': web.authUrl, 'web.app_origin': web.appUrl, ...settings } });
  web.passTo(platform);
  return new Kind(platform, web);
}
