// Every way that is offered leads somewhere: each entry of the navigation and of the command palette, for
// each role. A page that is missing, or that its visitor may not see, is no place to offer.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { databaseOf } from '../integration/support/database.mjs';
import { eventually, focused, hidden, phone, startStage, visible } from './support/stage.mjs';

// A role visits some thirty pages.
const limit = { timeout: 180_000 };
let stage;
before(async () => { stage = await startStage(); });
after(() => stage?.stop());

// A person of the demo tenant, where there are agents to go to.
async function newMember(role) {
  const person = await stage.newPerson();
  const sql = databaseOf(null, null, stage.platform.dataDir);
  await sql(`UPDATE members SET role = '${role}', tenant_id = (SELECT tenant_id FROM members
    WHERE user_id = (SELECT id FROM users WHERE email = '${stage.email}'))
    WHERE user_id = (SELECT id FROM users WHERE email = '${person.email}')`);
  return person;
}

const bar = (page) => page.getByRole('navigation', { name: 'Main' });

// The page at `href` stands, finished, and says nothing about an error.
async function expectPage(page, href) {
  await page.waitForURL(stage.appUrl + href);
  await visible(page.locator('main h1'));
  await page.waitForFunction(() => !document.querySelector('main [aria-busy=true]'));
  assert.equal(await page.getByText('This page does not exist').count(), 0, `${href} exists`);
  assert.deepEqual(await page.getByRole('main').getByRole('alert').allInnerTexts(), [], href);
}

const palette = (page) => page.getByRole('dialog', { name: 'Search and commands' });

// Its options, when the agents are among them.
async function openPalette(page) {
  await page.keyboard.press('ControlOrMeta+k');
  await focused(palette(page).getByRole('combobox'));
  const options = palette(page).getByRole('option');
  await visible(options.filter({ hasText: 'Order desk' }));
  return options;
}

async function leavePalette(page, key) {
  await page.keyboard.press(key);
  await hidden(palette(page));
}

const everywhere = ['/', '/agents', '/chat', '/runs', '/approvals', '/jobs', '/schedules', '/files',
  '/knowledge', '/notifications', '/credentials', '/api-keys', '/webhooks', '/mail', '/members', '/audit-log',
  '/settings'];
const ofAdmins = ['/webhooks', '/mail', '/audit-log'];
// The palette knows the pages below a place, too.
const below = { '/jobs': ['/jobs/failures', '/jobs/queues'] };
const withThoseBelow = (places) => places.flatMap((href) => [href, ...(below[href] ?? [])]);
const offeredTo = {
  owner: everywhere,
  admin: everywhere,
  builder: everywhere.filter((href) => !ofAdmins.includes(href)),
  viewer: everywhere.filter((href) => ![...ofAdmins, '/credentials', '/api-keys'].includes(href)),
};

for (const [role, offered] of Object.entries(offeredTo)) {
  test(`what is offered to a ${role} exists and may be seen`, limit, async () => {
    const page = await stage.newPage();
    await stage.signIn(page, await newMember(role));
    if (!offered.includes('/webhooks')) await hidden(bar(page).getByRole('link', { name: 'Webhooks' }));
    if (role === 'viewer') await hidden(bar(page).getByRole('link', { name: 'Credentials' }));
    const links = bar(page).locator('a');
    await eventually(async () => isDeepStrictEqual(
      await links.evaluateAll((all) => all.map((a) => a.getAttribute('href'))), offered), 'all are offered');
    for (const href of [...offered.slice(1), '/']) {
      await bar(page).locator(`a[href="${href}"]`).click();
      await visible(bar(page).locator(`a[href="${href}"][aria-current=page]`));
      await expectPage(page, href);
    }

    // The palette, by keyboard: the places of the navigation, then the agents.
    const options = await openPalette(page);
    const values = await options.evaluateAll((all) => all.map((option) => option.dataset.value));
    const places = withThoseBelow(offered);
    assert.deepEqual(values.slice(0, places.length), places);
    assert.equal(values.length, places.length + 4, 'four agents are found');
    await leavePalette(page, 'Escape');
    for (const [index, value] of values.entries()) {
      await openPalette(page);
      for (let down = 0; down < index; ++down) await page.keyboard.press('ArrowDown');
      await visible(options.nth(index).and(page.locator('[aria-selected=true]')));
      await leavePalette(page, 'Enter');
      await expectPage(page, value.startsWith('/') ? value : `/agents/${value}`);
    }
  });
}

test('on a phone the bar and its sheet lead to the same places', limit, async () => {
  const page = await stage.newPage({ viewport: phone });
  await stage.signIn(page);
  const reached = new Set();
  const go = async (link) => {
    const href = await link.getAttribute('href');
    await link.click();
    await expectPage(page, href);
    reached.add(href);
  };
  for (const name of ['Agents', 'Chat', 'Runs', 'Home']) {
    await go(bar(page).getByRole('link', { name, exact: true }));
  }
  for (const href of everywhere) {
    await bar(page).getByRole('button', { name: 'More' }).click();
    const sheet = page.getByRole('dialog', { name: 'Menu' });
    await go(sheet.locator(`a[href="${href}"]`));
    await hidden(sheet);
  }
  assert.equal(reached.size, everywhere.length);
});

test('the letters that the palette shows lead there too', limit, async () => {
  const page = await stage.newPage();
  await stage.signIn(page);
  const hints = await (await openPalette(page)).filter({ has: page.locator('kbd') })
    .evaluateAll((all) => all.map((option) => [option.dataset.value, option.querySelector('kbd').innerText]));
  await leavePalette(page, 'Escape');
  assert.equal(hints.length, everywhere.length);
  for (const [href, keys] of [...hints.slice(1), hints[0]]) {
    for (const key of keys.toLowerCase().split(/\s+/).filter((word) => word.length === 1)) {
      await page.keyboard.press(key);
    }
    await expectPage(page, href);
  }
});
