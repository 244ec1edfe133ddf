// Getting in and out: the session lives in a cookie that no script sees, survives what a person does
// with tabs, and never sends anybody to a stranger's page.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startStage, visible } from './support/stage.mjs';

let stage;
before(async () => { stage = await startStage(); });
after(() => stage?.stop());

const heading = (page, name) => page.getByRole('heading', { level: 1, name });
const fillSignIn = async (page, { email, password }) => {
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
};

test('sign up, sign out, sign in again', async () => {
  const page = await stage.newPage();
  await page.goto(`${stage.authUrl}/sign-up`);
  await page.getByLabel('Your name').fill('Grace Hopper');
  await page.getByLabel('Name of your team or company').fill('Compilers');
  await page.getByLabel('E-mail address').fill('grace@example.com');
  await page.getByLabel('Password', { exact: true }).fill('nanoseconds of wire');
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.waitForURL(`${stage.appUrl}/`);
  await visible(heading(page, /Grace Hopper/));

  await page.getByRole('button', { name: /Your account/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL((url) => url.origin === stage.authUrl);
  await visible(page.getByLabel('E-mail address'));

  await fillSignIn(page, { email: 'grace@example.com', password: 'nanoseconds of wire' });
  await page.waitForURL((url) => url.origin === stage.appUrl);
  await visible(heading(page, /Grace Hopper/));
});

test('somebody who is not signed in comes back to where they wanted to go', async () => {
  const page = await stage.newPage();
  await page.goto(`${stage.appUrl}/agents?search=desk`);
  await page.waitForURL((url) => url.origin === stage.authUrl);
  await fillSignIn(page, stage);
  await page.waitForURL(`${stage.appUrl}/agents?search=desk`);
  await visible(heading(page, 'Agents'));
});

test('an address of somebody else is no place to go to', async () => {
  for (const foreign of ['https://evil.example/', '//evil.example', 'javascript:alert(1)',
    `${stage.appUrl}.evil.example/`, `http://localhost@evil.example/`]) {
    const page = await stage.newPage();
    await page.goto(`${stage.authUrl}/sign-in?return_to=${encodeURIComponent(foreign)}`);
    await fillSignIn(page, stage);
    await page.waitForURL(`${stage.appUrl}/`);
    await visible(page.locator('main h1'));
    await page.close();
  }
});

test('the session outlives a reload and a new tab', async () => {
  const page = await stage.newPage();
  await stage.signIn(page, { path: '/agents' });
  await page.reload();
  await visible(page.getByRole('link', { name: 'Order desk' }));
  const other = await page.context().newPage();
  await other.goto(`${stage.appUrl}/agents`);
  await visible(other.getByRole('link', { name: 'Order desk' }));
});

test('two tabs that need a new token at the same moment both get one', async () => {
  const page = await stage.newPage();
  await stage.signIn(page);
  const other = await page.context().newPage();
  await Promise.all([page.goto(`${stage.appUrl}/agents`), other.goto(`${stage.appUrl}/agents`)]);
  for (const tab of [page, other]) await visible(tab.getByRole('link', { name: 'Order desk' }));
});

test('signing out in one tab signs out the other', async () => {
  const page = await stage.newPage();
  await stage.signIn(page);
  const other = await page.context().newPage();
  await other.goto(`${stage.appUrl}/agents`);
  await visible(heading(other, 'Agents'));
  await page.getByRole('button', { name: /Your account/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  for (const tab of [page, other]) await tab.waitForURL((url) => url.origin === stage.authUrl);
});

test('no script can read the refresh token, and no other site can send it', async () => {
  const page = await stage.newPage();
  await stage.signIn(page);
  const cookies = await page.context().cookies(stage.appUrl);
  const refresh = cookies.find(({ name }) => name === 'elevaite_refresh');
  assert.deepEqual(
    { httpOnly: refresh.httpOnly, secure: refresh.secure, sameSite: refresh.sameSite },
    { httpOnly: true, secure: true, sameSite: 'Lax' });
  const visibleToScripts = await page.evaluate(() => ({
    cookies: document.cookie, local: { ...localStorage }, session: { ...sessionStorage } }));
  assert.deepEqual(visibleToScripts, { cookies: '', local: {}, session: {} });
});

test('an ended session shows the sign-in page, not an error', async () => {
  const person = await stage.newPerson();
  const page = await stage.newPage();
  await stage.signIn(page, person);
  const sessions = await person.auth.expect(200, 'GET', '/v1/me/sessions');
  for (const { id } of sessions.data) await person.auth.delete(`/v1/me/sessions/${id}`);
  await page.reload();
  await page.waitForURL((url) => url.origin === stage.authUrl);
  await visible(page.getByLabel('E-mail address'));
});
