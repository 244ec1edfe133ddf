// Credentials, API keys and settings: what is secret is shown once or never, and what is shown works.
import assert from 'node:assert/strict';
import { exec } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { Client } from '../integration/support/client.mjs';
import { confirm, expectNoAxeViolations, hidden, phone, startStage, visible } from './support/stage.mjs';

let stage;
before(async () => { stage = await startStage(); });
after(() => stage?.stop());

const row = (page, name) => page.getByRole('row').filter({ hasText: name });
const chooseAction = async (page, name, action) => {
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: action }).click();
};

describe('credentials', () => {
  test('one is made from what its kind asks for', async () => {
    const person = await stage.newPerson();
    const page = await stage.newPage();
    await stage.signIn(page, { ...person, path: '/credentials' });
    await visible(page.getByRole('heading', { name: 'No credentials yet' }));
    await expectNoAxeViolations(page);
    await page.getByRole('button', { name: 'New credential' }).first().click();
    await page.getByRole('button', { name: 'SMTP server' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name', { exact: true }).fill('mail');
    await dialog.getByRole('button', { name: 'Store credential' }).click();
    await visible(dialog.getByText('Host is required.'));
    await expectNoAxeViolations(page);
    await dialog.getByLabel('Host').fill('mail.example.com');
    await dialog.getByLabel('Port').fill('70000');
    await dialog.getByLabel('Password', { exact: true }).fill('the secret of mail');
    await dialog.getByRole('button', { name: 'Store credential' }).click();
    await visible(dialog.getByText('a whole number from 1 to 65535'));
    await dialog.getByLabel('Port').fill('587');
    await dialog.getByRole('button', { name: 'Store credential' }).click();
    await hidden(dialog);
    await visible(row(page, 'mail.example.com'));
    const { data: [stored] } = await person.engine.expect(200, 'GET', '/v1/credentials');
    assert.deepEqual(stored.fields, { host: 'mail.example.com', port: 587 });
  });

  test('the name is changed alone, the values only together, and no secret comes back', async () => {
    const person = await stage.newPerson();
    const { id } = await person.engine.expect(201, 'POST', '/v1/credentials',
      { name: 'shop', kind: 'http_basic', fields: { username: 'ada', password: 'old secret' } });
    const page = await stage.newPage({ viewport: phone, colorScheme: 'dark' });
    await stage.signIn(page, { ...person, path: '/credentials' });
    await chooseAction(page, 'shop', 'Edit');
    const dialog = page.getByRole('dialog');
    await visible(dialog.getByText('Stored, not shown'));
    await expectNoAxeViolations(page);
    await dialog.getByLabel('Name', { exact: true }).fill('store');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await visible(row(page, 'store'));

    await chooseAction(page, 'store', 'Edit');
    await dialog.getByRole('button', { name: 'Replace the values' }).click();
    assert.equal(await dialog.getByLabel('User name').inputValue(), 'ada');
    assert.equal(await dialog.getByLabel('Password', { exact: true }).inputValue(), '');
    await dialog.getByLabel('User name').fill('grace');
    await dialog.getByLabel('Password', { exact: true }).fill('new secret');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await hidden(dialog);
    const stored = await person.engine.expect(200, 'GET', `/v1/credentials/${id}`);
    assert.equal(stored.name, 'store');
    assert.deepEqual(stored.fields, { username: 'grace' });
    assert.doesNotMatch(await page.content(), /old secret|new secret/);
  });

  test('deleting one says who uses it', async () => {
    const page = await stage.newPage();
    await stage.signIn(page, { path: '/credentials' });
    await chooseAction(page, 'sample-shop', 'Delete');
    const dialog = page.getByRole('alertdialog');
    await visible(dialog.getByText('2 agents use it:'));
    await visible(dialog.getByRole('link', { name: 'Order desk' }));
    await expectNoAxeViolations(page);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await visible(row(page, 'sample-shop'));

    await stage.engine.expect(201, 'POST', '/v1/credentials',
      { name: 'forgotten', kind: 'http_bearer', fields: { token: 'secret' } });
    await page.reload();
    await chooseAction(page, 'forgotten', 'Delete');
    await visible(dialog.getByText('No agent uses it.'));
    await confirm(page, 'Delete credential');
    await hidden(row(page, 'forgotten'));
  });
});

describe('API keys', () => {
  test('a key is shown once, works as the example says, and not after it is revoked', async () => {
    const page = await stage.newPage();
    await stage.signIn(page, { path: '/api-keys' });
    await page.getByRole('button', { name: 'New API key' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Create key' }).click();
    await visible(dialog.getByText('Give the key a name.'));
    await dialog.getByLabel('Name', { exact: true }).fill('shop backend');
    await dialog.getByLabel('Only what I choose').click();
    await dialog.getByRole('button', { name: 'Create key' }).click();
    await visible(dialog.getByText('Choose at least one permission.'));
    await expectNoAxeViolations(page);
    await dialog.getByLabel('Talk to agents').click();
    await dialog.getByRole('button', { name: 'Create key' }).click();
    await visible(dialog.getByRole('heading', { name: 'Copy your key now' }));
    await expectNoAxeViolations(page);
    const secret = await dialog.getByLabel('API key').inputValue();
    const example = dialog.getByRole('region', { name: 'Example in curl' });
    await visible(example.getByText(/"model": "(order-desk|triage|approver|analyst)"/));
    const { stdout } = await promisify(exec)(`${await example.innerText()} --silent --show-error`);
    assert.equal(JSON.parse(stdout).object, 'chat.completion', stdout);

    await dialog.getByRole('button', { name: 'I have copied it' }).click();
    await visible(row(page, 'shop backend').getByText('1 permission of Builder'));
    assert.ok(!(await page.content()).includes(secret), 'the key is forgotten');
    await page.getByRole('button', { name: 'Revoke shop backend' }).click();
    await confirm(page, 'Revoke key');
    await hidden(row(page, 'shop backend'));
    const keys = await new Client(stage.platform.authUrl, stage.apiKey).all('/v1/api-keys');
    assert.ok(!keys.some(({ name }) => name === 'shop backend'));
  });

  test('what is offered follows the role of the key', async () => {
    const page = await stage.newPage({ viewport: phone });
    await stage.signIn(page, { path: '/api-keys' });
    await page.getByRole('button', { name: 'New API key' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Only what I choose').click();
    await visible(dialog.getByLabel('Deploy agents'));
    await dialog.getByRole('combobox', { name: 'Role' }).click();
    await page.getByRole('option', { name: 'Viewer' }).click();
    await hidden(dialog.getByLabel('Deploy agents'));
    await visible(dialog.getByLabel('Talk to agents'));
    await expectNoAxeViolations(page);
  });
});

describe('settings', () => {
  test('they show who I am, where I work, and the time zone of this browser', async () => {
    for (const [viewport, colorScheme] of [[undefined, 'light'], [phone, 'dark']]) {
      const page = await stage.newPage({ ...(viewport ? { viewport } : {}), colorScheme });
      await stage.signIn(page, { path: '/settings' });
      await visible(page.getByRole('definition').filter({ hasText: stage.email }));
      await visible(page.getByText('You are here'));
      await visible(page.getByText('This device'));
      await visible(page.getByText('Europe/Berlin'));
      await expectNoAxeViolations(page);
      const width = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.equal(width, 0, 'the page does not scroll sideways');
    }
  });

  test('the theme is chosen by keyboard and is the same in both apps after a reload', async () => {
    const page = await stage.newPage({ colorScheme: 'light' });
    await stage.signIn(page, { path: '/settings' });
    const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
    await page.getByRole('radio', { name: 'Light' }).focus();
    // Held as a finger holds it: the radio group looks whether the key is still down.
    await page.keyboard.down('ArrowRight');
    await visible(page.getByRole('radio', { name: 'Dark', checked: true }));
    await page.keyboard.up('ArrowRight');
    assert.equal(await theme(), 'dark');
    await page.goto(stage.authUrl);
    assert.equal(await theme(), 'dark');
  });
});
