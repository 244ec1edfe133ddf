// Other ways in than a password alone: through a provider's own pages, and with a second step.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { appCode } from '../integration/support/authenticator.mjs';
import { databaseOf } from '../integration/support/database.mjs';
import { startOidcProvider } from '../integration/support/oidc_provider.mjs';
import { confirm, eventually, expectNoAxeViolations, phone, startStage, visible } from './support/stage.mjs';

let stage, provider, sql;
before(async () => {
  provider = await startOidcProvider();
  stage = await startStage({ settings: provider.settings });
  await provider.redirectTo(`${stage.authUrl}/callback`);
  sql = databaseOf(null, null, stage.platform.dataDir);
});
after(async () => {
  await stage?.stop();
  provider?.stop();
});

const button = (page, name) => page.getByRole('button', { name, exact: true });
// The provider's own two pages: who one is, and whether one agrees.
async function agree(page, login) {
  await page.getByPlaceholder('Enter any login').fill(login);
  await page.getByPlaceholder('and password').fill('any');
  await button(page, 'Sign-in').click();
  await button(page, 'Continue').click();
}
// The provider's pages ask for an icon that it has not, and for a font that is nowhere.
const newPage = (options = {}) =>
  stage.newPage({ expected: [/favicon/, /127\.0\.0\.1/, /fonts\.googleapis/], ...options });

test('somebody new comes in through a provider, and goes where they wanted to go', async () => {
  const page = await newPage({ viewport: phone, colorScheme: 'dark' });
  await page.goto(`${stage.appUrl}/agents`);
  await page.waitForURL((url) => url.origin === stage.authUrl);
  await visible(button(page, 'Continue with Example ID'));
  await expectNoAxeViolations(page);
  await button(page, 'Continue with Example ID').click();
  await agree(page, 'grace');
  await page.waitForURL(`${stage.appUrl}/agents`);
  await visible(page.getByRole('heading', { level: 1, name: 'Agents' }));
});

test('who declines stays out, and can begin again', async () => {
  const page = await newPage();
  await page.goto(`${stage.authUrl}/sign-in`);
  await button(page, 'Continue with Example ID').click();
  await page.getByRole('link', { name: '[ Cancel ]' }).click();
  await visible(page.getByText('The sign-in was declined at the provider.'));
  assert.equal(new URL(page.url()).search, '', 'nothing of the answer stays in the address');
  await expectNoAxeViolations(page);
  await page.getByRole('link', { name: 'Back to sign-in' }).click();
  await visible(button(page, 'Continue with Example ID'));
});

test('an account is connected in the account page, signs in, and is disconnected', async () => {
  const person = await stage.newPerson();
  const page = await newPage();
  await stage.signIn(page, person);
  await page.goto(stage.authUrl);
  await button(page, 'Connect Example ID').click();
  await agree(page, 'connected');
  await page.waitForURL(`${stage.authUrl}/`);
  await visible(page.getByText('connected@example.test'));
  await expectNoAxeViolations(page);

  const other = await newPage();
  await other.goto(`${stage.authUrl}/sign-in`);
  await button(other, 'Continue with Example ID').click();
  await agree(other, 'connected');
  await other.waitForURL((url) => url.origin === stage.appUrl);
  await visible(other.getByRole('heading', { level: 1, name: /Ada Lovelace/ }));

  await button(page, 'Disconnect Example ID').click();
  await confirm(page, 'Disconnect');
  await visible(button(page, 'Connect Example ID'));
});

const fillSignIn = async (page, { email, password }) => {
  await page.goto(`${stage.authUrl}/sign-in`);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await button(page, 'Sign in').click();
};
const forget = ({ email }) => sql(`UPDATE second_factors SET last_step = 0 WHERE user_id =
  (SELECT id FROM users WHERE email = '${email}')`);
const keyOn = async (page) => (await page.locator('form code').innerText()).replaceAll(' ', '');

test('a second step is set up, asked for, and removed', async () => {
  const person = await stage.newPerson();
  const page = await newPage();
  await stage.signIn(page, person);
  await page.goto(stage.authUrl);
  await button(page, 'Set up an authenticator app').click();
  await page.getByLabel('Your password').fill('not the password');
  await button(page, 'Next').click();
  await visible(page.getByText('The password is wrong.'));
  await page.getByLabel('Your password').fill(person.password);
  await button(page, 'Next').click();
  await visible(page.getByRole('img', { name: 'QR code for your authenticator app' }));
  await expectNoAxeViolations(page);
  const secret = await keyOn(page);
  await page.getByLabel('Code of the app').fill(appCode(secret));
  await button(page, 'Turn on').click();
  const codes = page.getByRole('list', { name: 'Your recovery codes' }).getByRole('listitem');
  await visible(codes);
  assert.equal(await codes.count(), 10);
  const recovery = await codes.first().innerText();
  await expectNoAxeViolations(page);
  await button(page, 'I have kept them').click();
  await visible(page.getByText('10 recovery codes left'));

  await forget(person);
  const other = await newPage();
  await fillSignIn(other, person);
  await visible(other.getByRole('heading', { name: 'One more step' }));
  await expectNoAxeViolations(other);
  await other.getByLabel('Code', { exact: true }).fill('000000');
  await button(other, 'Go on').click();
  await visible(other.getByRole('alert').first());
  await eventually(async () => {
    await other.getByLabel('Code', { exact: true }).fill(appCode(secret));
    await button(other, 'Go on').click();
    await other.waitForURL(`${stage.appUrl}/`);
    return true;
  }, 'the code lets in');

  const third = await newPage();
  await fillSignIn(third, person);
  await third.getByLabel('Code', { exact: true }).fill(recovery);
  await button(third, 'Go on').click();
  await third.waitForURL(`${stage.appUrl}/`);

  // Who has one may ask everybody else for one.
  await page.goto(`${stage.appUrl}/settings`);
  const required = page.getByRole('switch', { name: 'Require a second step' });
  await required.click();
  await visible(page.getByText('Everybody needs a second step now'));
  await required.click();
  await visible(page.getByText('A second step is everybody\'s own choice now'));

  await page.goto(stage.authUrl);
  await visible(page.getByText('9 recovery codes left'));
  await button(page, 'Remove').click();
  await page.getByLabel('Your password').fill(person.password);
  await button(page, 'Remove').click();
  await visible(button(page, 'Set up an authenticator app'));
});

test('a tenant that asks for it makes its people set it up on the way in', async () => {
  const person = await stage.newPerson({ tenantName: 'Careful' });
  await sql("UPDATE tenants SET requires_second_factor = 1 WHERE name = 'Careful'");
  const page = await newPage();
  await fillSignIn(page, person);
  await visible(page.getByRole('heading', { name: 'Set up a second step' }));
  await visible(page.getByRole('img', { name: 'QR code for your authenticator app' }));
  await expectNoAxeViolations(page);
  await page.getByLabel('Code of the app').fill(appCode(await keyOn(page)));
  await button(page, 'Go on').click();
  await visible(page.getByRole('list', { name: 'Your recovery codes' }));
  await button(page, 'I have kept them').click();
  await page.waitForURL(`${stage.appUrl}/`);
  await visible(page.getByRole('heading', { level: 1, name: /Ada Lovelace/ }));
});
