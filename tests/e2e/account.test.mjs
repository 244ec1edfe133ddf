// The Auth App: what it says when something is wrong, who may choose where to work, and the end of sessions.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Client } from '../integration/support/client.mjs';
import { databaseOf, newId } from '../integration/support/database.mjs';
import { startPlatform } from '../integration/support/platform.mjs';
import {
  confirm, eventually, expectNoAxeViolations, focused, hidden, phone, startStage, visible,
} from './support/stage.mjs';

let stage;
before(async () => { stage = await startStage({ settings: { 'auth.lockout_base': '3s' } }); });
after(() => stage?.stop());

const password = (page, name = 'Password') => page.getByLabel(name, { exact: true });
const fillSignIn = async (page, email, secret) => {
  await page.getByLabel('E-mail address').fill(email);
  await password(page).fill(secret);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
};
const summary = (page) => page.getByRole('alert').first();

test('what is missing is listed, and the list leads to the fields', async () => {
  const page = await stage.newPage();
  await page.goto(`${stage.authUrl}/sign-in`);
  await page.getByLabel('E-mail address').press('Enter');
  await visible(summary(page).getByText('Some things are missing'));
  await focused(summary(page));
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  // The second entry leads to the password.
  await focused(password(page));
  await expectNoAxeViolations(page);
});

test('a wrong password is told in one sentence, and what was typed stays', async () => {
  const page = await stage.newPage();
  await page.goto(`${stage.authUrl}/sign-in`);
  await fillSignIn(page, stage.email, 'not the password');
  await visible(summary(page).getByText('The e-mail address or the password is wrong.'));
  assert.equal(await page.getByLabel('E-mail address').inputValue(), stage.email);
  await focused(summary(page));
});

test('who tries too often sees how long to wait, and can go on then', async () => {
  const client = new Client(stage.platform.authUrl);
  for (let tries = 0; tries < 5; ++tries) {
    await client.post('/v1/auth/sign-in', { email: 'nobody@example.com', password: 'guess' });
  }
  const page = await stage.newPage();
  await page.goto(`${stage.authUrl}/sign-in`);
  // On a slow machine the first wait may be over already; the failure then makes the next one longer.
  await eventually(async () => {
    await fillSignIn(page, 'nobody@example.com', 'guess');
    await visible(summary(page));
    return page.getByText('Too many wrong passwords for this account.').isVisible();
  }, 'the wait');
  await visible(page.getByRole('button', { name: /^Wait \d+ s$/ }));
  await expectNoAxeViolations(page);
  await visible(page.getByText('You can try again now.'));
  await visible(page.getByRole('button', { name: 'Sign in', exact: true }));
});

test('a password can be looked at, and is hidden again when it is sent', async () => {
  const page = await stage.newPage();
  await page.goto(`${stage.authUrl}/sign-in`);
  await password(page).fill('visible');
  await page.getByRole('button', { name: 'Show password' }).click();
  assert.equal(await password(page).getAttribute('type'), 'text');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await visible(summary(page));
  assert.equal(await password(page).getAttribute('type'), 'password');
});

test('password managers find what they look for', async () => {
  const page = await stage.newPage();
  const purposes = () => page.locator('form input').evaluateAll(
    (inputs) => inputs.map((input) => `${input.type} ${input.autocomplete}`));
  await page.goto(`${stage.authUrl}/sign-in`);
  assert.deepEqual(await purposes(), ['email username', 'password current-password']);
  await page.goto(`${stage.authUrl}/sign-up`);
  assert.deepEqual(await purposes(),
    ['text name', 'text organization', 'email username', 'password new-password']);
});

test('signing up states the rules, refuses weak passwords, and leads on from a taken address', async () => {
  const page = await stage.newPage({ viewport: phone, colorScheme: 'dark' });
  const wanted = `${stage.appUrl}/agents`;
  await page.goto(`${stage.authUrl}/sign-up?return_to=${encodeURIComponent(wanted)}`);
  const create = page.getByRole('button', { name: 'Create account' });
  await page.getByLabel('E-mail address').fill(stage.email);
  await password(page).fill('short');
  await visible(page.getByText('At least 15 characters (not met yet)'));
  await create.click();
  await visible(summary(page).getByText('Use at least 15 characters'));
  await password(page).fill('passwordpassword');
  await visible(page.getByText('At least 15 characters (met)'));
  await create.click();
  await visible(summary(page).getByText('among the first that an attacker tries'));
  await password(page).fill('four words make sense');
  await create.click();
  await visible(summary(page).getByText('This address has an account already.'));
  await expectNoAxeViolations(page);
  await page.getByRole('link', { name: 'Sign in instead' }).click();
  await visible(page.getByRole('heading', { name: 'Sign in' }));
  await fillSignIn(page, stage.email, stage.password);
  await page.waitForURL(wanted);
});

test('who is a member of several tenants chooses one', async () => {
  const person = await stage.newPerson({ tenantName: 'First' });
  await stage.newPerson({ tenantName: 'Second' });
  const sql = databaseOf(null, null, stage.platform.dataDir);
  await sql(`INSERT INTO members (id, tenant_id, user_id, role, created_at)
    SELECT ${newId()}, t.id, u.id, 'viewer', 0 FROM tenants t, users u
    WHERE t.name = 'Second' AND u.email = '${person.email}'`);
  const page = await stage.newPage();
  await page.goto(`${stage.authUrl}/sign-in`);
  await fillSignIn(page, person.email, person.password);
  await visible(page.getByRole('heading', { name: 'Choose a tenant' }));
  const first = page.getByRole('button', { name: /First.*Used last/ });
  await visible(first);
  // Enter goes on with the one used last.
  await focused(first);
  await expectNoAxeViolations(page);
  await page.getByRole('button', { name: /Second/ }).click();
  await page.waitForURL(`${stage.appUrl}/`);
  await visible(page.getByRole('button', { name: /Switch tenant:.*Second/ }));

  // The session that was replaced is not left behind: the one of the sign-up, and this one.
  const { data } = await person.auth.expect(200, 'GET', '/v1/me/sessions');
  assert.equal(data.length, 2);
});

test('sessions can be seen and ended, one and all', async () => {
  const person = await stage.newPerson();
  const client = new Client(stage.platform.authUrl);
  const { email, password: secret } = person;
  for (const device of ['laptop/1.0', 'script/2.0']) {
    await client.post('/v1/auth/sign-in', { email, password: secret }, { 'User-Agent': device });
  }
  const page = await stage.newPage();
  await stage.signIn(page, person);
  await page.goto(stage.authUrl);
  const row = (name) => page.getByRole('listitem').filter({ hasText: name });
  await visible(row('Chrome on Linux').getByText('This device'));
  await expectNoAxeViolations(page);
  await page.getByRole('button', { name: 'End the session of script' }).click();
  await confirm(page, 'End session');
  await hidden(row('script'));
  await visible(row('laptop'));
  await page.getByRole('button', { name: 'End all others' }).click();
  await confirm(page, 'End all others');
  await visible(page.getByText('You are signed in nowhere else.'));
});

test('changing the password needs the old one and ends the other sessions', async () => {
  const person = await stage.newPerson();
  const page = await stage.newPage();
  await stage.signIn(page, person);
  await page.goto(stage.authUrl);
  const change = async (current, next) => {
    await password(page, 'Current password').fill(current);
    await password(page, 'New password').fill(next);
    await page.getByRole('button', { name: 'Change password' }).click();
  };
  await change('not my password', 'another good password');
  await visible(summary(page).getByText('This is not your password.'));
  await focused(summary(page));
  await change(person.password, 'another good password');
  await visible(page.getByText('Your password is changed.'));
  await visible(page.getByText('You are signed in nowhere else.'));
  await eventually(async () => (await password(page, 'New password').inputValue()) === '', 'it is empty');
  await new Client(stage.platform.authUrl).expect(200, 'POST', '/v1/auth/sign-in',
    { email: person.email, password: 'another good password' });
});

test('the page to sign out asks first', async () => {
  const person = await stage.newPerson();
  const page = await stage.newPage();
  await stage.signIn(page, person);
  await page.goto(`${stage.authUrl}/sign-out`);
  await visible(page.getByText(`You are signed in as ${person.email}.`));
  await expectNoAxeViolations(page);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await visible(page.getByRole('heading', { name: 'You are signed out' }));
  const cookies = await page.context().cookies(stage.authUrl);
  assert.ok(!cookies.some(({ name, value }) => name === 'elevaite_refresh' && value));
});

test('where accounts are not open to everybody, nothing leads to one', async () => {
  // The demo tenant signs up too, so the door is closed behind it.
  const first = await startPlatform();
  await first.stop();
  const closed = await startStage({ dataDir: first.dataDir, settings: { 'auth.allow_sign_up': false } });
  try {
    const page = await closed.newPage();
    await page.goto(`${closed.authUrl}/sign-up`);
    await visible(page.getByRole('heading', { name: 'New accounts are not open to everybody' }));
    await expectNoAxeViolations(page);
    await page.getByRole('link', { name: 'Sign in' }).click();
    await visible(page.getByLabel('E-mail address'));
    assert.equal(await page.getByRole('link', { name: 'Sign up' }).count(), 0);
  } finally {
    await closed.stop();
  }
});
