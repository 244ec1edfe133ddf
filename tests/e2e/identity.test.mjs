// What people do to their keys, their tenant and their account: a new secret, addresses that a key is bound
// to, another name, the end of a tenant that is taken back, and the end of an account.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { Client } from '../integration/support/client.mjs';
import { expectNoAxeViolations, hidden, phone, startStage, visible } from './support/stage.mjs';

let stage;
before(async () => { stage = await startStage(); });
after(() => stage?.stop());

const row = (page, name) => page.getByRole('row').filter({ hasText: name });
const more = async (page, name, action) => {
  await page.getByRole('button', { name: `More for ${name}` }).click();
  await page.getByRole('menuitem', { name: action }).click();
};
const agentsWith = async (token) =>
  (await new Client(stage.platform.engineUrl, token).get('/v1/agents')).status;

test('an API key gets a new secret, and the one before goes on for a while', async () => {
  const person = await stage.newPerson();
  const key = await person.auth.expect(201, 'POST', '/v1/api-keys', { name: 'shop' });
  const page = await stage.newPage();
  await stage.signIn(page, { ...person, path: '/api-keys' });
  await more(page, 'shop', 'New secret');
  const dialog = page.getByRole('dialog');
  await visible(dialog.getByText('The present secret works for'));
  await expectNoAxeViolations(page);
  await dialog.getByRole('button', { name: 'Make a new secret' }).click();
  const field = dialog.getByLabel('API key', { exact: true });
  await visible(field);
  const secret = await field.inputValue();
  assert.match(secret, /^elv_/);
  await dialog.getByRole('button', { name: 'I have copied it' }).click();
  await hidden(dialog);
  await visible(row(page, 'shop').getByText(`${key.prefix}… works until`));
  await expectNoAxeViolations(page);
  assert.equal(await agentsWith(secret), 200);
  assert.equal(await agentsWith(key.secret), 200);
});

test('a key is bound to addresses, and a block that is none is named', async () => {
  const person = await stage.newPerson();
  await person.auth.expect(201, 'POST', '/v1/api-keys', { name: 'shop' });
  const page = await stage.newPage({ viewport: phone, colorScheme: 'dark',
    expected: [/400 \(Bad Request\).*api-keys/] });
  await stage.signIn(page, { ...person, path: '/api-keys' });
  await more(page, 'shop', 'Edit');
  const dialog = page.getByRole('dialog');
  const blocks = dialog.getByLabel('May be used from');
  await blocks.fill('192.0.2.0/24\n10.0.0.1/8');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await visible(dialog.getByText('10.0.0.1/8: The address has bits behind its prefix.'));
  await expectNoAxeViolations(page);
  await blocks.fill('192.0.2.0/24\n10.0.0.0/8');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await hidden(dialog);
  await visible(row(page, 'shop').getByText('Only from 192.0.2.0/24 and 1 more'));
});

test('a tenant gets another name, and its end is taken back', async () => {
  const person = await stage.newPerson({ tenantName: 'Hosts' });
  const page = await stage.newPage({ expected: [/403 \(Forbidden\).*tenant\/end/,
    /400 \(Bad Request\).*tenant\/end/] });
  await stage.signIn(page, { ...person, path: '/settings' });
  const part = page.getByRole('region', { name: 'This tenant' }).or(page.locator('#tenant'));
  await part.getByLabel('Name', { exact: true }).fill('Good hosts');
  await part.getByRole('button', { name: 'Rename' }).click();
  await visible(page.getByText('The tenant is called Good hosts now'));
  await visible(page.getByRole('button', { name: /Switch tenant:.*Good hosts/ }));
  await part.getByRole('button', { name: 'End this tenant' }).click();
  const end = async (name, password) => {
    await part.getByLabel('Type the name of the tenant').fill(name);
    await part.locator('#tenant-password').fill(password);
    await part.getByRole('button', { name: 'Let it end in 30 days' }).click();
  };
  await end('Good hosts', 'wrong');
  await visible(part.getByText('This is not your password.'));
  await end('good hosts', person.password);
  await visible(part.getByText('Type the name of the tenant exactly as it is.'));
  await expectNoAxeViolations(page);
  await end('Good hosts', person.password);
  await visible(part.getByText(/^This tenant ends on/));
  await expectNoAxeViolations(page);
  await part.getByRole('button', { name: 'Keep the tenant' }).click();
  await visible(part.getByRole('button', { name: 'End this tenant' }));
});

test('somebody takes their data along and deletes the account', async () => {
  const person = await stage.newPerson({ tenantName: 'Hosts' });
  const page = await stage.newPage({ expected: [/409 \(Conflict\).*me\/delete/] });
  await stage.signIn(page, person);
  await page.goto(stage.authUrl);
  const arrives = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download my data' }).click();
  const exported = JSON.parse(readFileSync(await (await arrives).path(), 'utf8'));
  assert.equal(exported.account.email, person.email);
  await page.getByRole('button', { name: 'Delete account' }).click();
  const remove = async () => {
    await page.getByLabel('Type your address').fill(person.email);
    await page.locator('#proof-password').fill(person.password);
    await page.getByRole('button', { name: 'Delete for good' }).click();
  };
  await remove();
  await visible(page.getByText('You are the only owner of: Hosts.'));
  await expectNoAxeViolations(page);
  await person.auth.expect(200, 'POST', '/v1/tenant/end', { name: 'Hosts', password: person.password });
  await remove();
  await page.waitForURL(`${stage.authUrl}/sign-in`);
  const answer = await new Client(stage.platform.authUrl).post('/v1/auth/sign-in',
    { email: person.email, password: person.password });
  assert.equal(answer.body.reason, 'sign_in_failed');
});
