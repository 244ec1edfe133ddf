// What people are told of: the bell and its toasts, the page, what each wants to hear, the endpoints of
// programs with what was sent to them, and the mail that was kept.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { confirm, eventually, expectNoAxeViolations, hidden, phone, startStage, visible,
} from './support/stage.mjs';
import { startReceiver } from './support/receiver.mjs';

const limit = { timeout: 90_000 };
const edge = (source, target) => ({ id: `${source}_${target}`, source, target });
const start = { id: 'start', kind: 'manual_trigger' };
const workflows = {
  works: { nodes: [start, { id: 'set', kind: 'set_fields',
    config: { fields: [{ name: 'answer', value: '42' }] } }], edges: [edge('start', 'set')] },
  breaks: { nodes: [start, { id: 'stop', kind: 'stop_with_error', config: { message: 'It <b>broke</b>.' } }],
    edges: [edge('start', 'stop')] },
  exports: { nodes: [start, { id: 'export', kind: 'export_table',
    config: { rows: '{{ trigger.rows }}', format: 'csv', file_name: 'Numbers' } }],
  edges: [edge('start', 'export')] },
};

let stage, receiver;
before(async () => {
  receiver = await startReceiver();
  stage = await startStage({ settings: { 'notifications.poll_interval': '20ms',
    'jobs.poll_interval': '20ms', 'notifications.retry_delays': '50ms',
    'egress.allow': `127.0.0.1:${receiver.port}` } });
});
after(async () => {
  await stage?.stop();
  receiver?.stop();
});

// Somebody with an agent of each kind: `run('works')` starts one on a queue.
async function newWorker() {
  const person = await stage.newPerson();
  const agents = {};
  for (const [name, workflow] of Object.entries(workflows))
    agents[name] = await person.engine.deploy(name, workflow);
  const run = (name, input = {}) => person.engine.expect(202, 'POST', `/v1/agents/${agents[name].id}/runs`,
    { mode: 'async', input });
  const unread = (count) => eventually(async () => (await person.engine.expect(200, 'GET',
    '/v1/notifications/unread-count')).unread === count, `${count} are unread`);
  return { ...person, run, unread };
}

const bell = (page, unread) => page.getByRole('button', { exact: true,
  name: unread ? `Notifications, ${unread} unread` : 'Notifications' });
const newest = (page) => page.getByRole('dialog', { name: 'Notifications' });
const list = (page) => page.getByRole('main').getByRole('list', { name: 'Notifications' });
const toast = (page, title) => page.locator('[data-sonner-toast]').filter({ hasText: title });

async function expectFits(page) {
  await expectNoAxeViolations(page);
  const width = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(width <= 0, `${page.url()} is ${width} px wider than the screen`);
}

describe('the bell', () => {
  test('tells of what comes, opens it and forgets it', limit, async () => {
    const person = await newWorker();
    const page = await stage.newPage();
    await stage.signIn(page, { ...person, path: '/agents' });
    await bell(page).click();
    await visible(newest(page).getByText('No notifications yet'));
    await expectNoAxeViolations(page);
    await page.keyboard.press('Escape');
    await hidden(newest(page));

    await person.run('breaks');
    await visible(toast(page, 'breaks failed'));
    await visible(bell(page, 1));
    assert.equal(await page.title(), 'Agents · ElevAIte');
    await bell(page, 1).press('Enter');
    const item = newest(page).getByRole('link', { name: /breaks failed/ });
    await visible(item.getByText('It <b>broke</b>.'));
    await expectNoAxeViolations(page);
    await item.press('Enter');
    await page.waitForURL(/\/runs\/run_/);
    await hidden(newest(page));
    await visible(bell(page));
    await person.unread(0);
  });

  test('hears what came while the connection was lost, and reads all', limit, async () => {
    const person = await newWorker();
    const page = await stage.newPage({ expected: [/net::ERR_|Failed to load resource/] });
    await stage.signIn(page, { ...person, path: '/settings' });
    await person.run('works');
    await visible(bell(page, 1));
    stage.web.cut();
    await person.run('breaks');
    await visible(bell(page, 2));
    await visible(toast(page, 'breaks failed'));
    await bell(page, 2).click();
    await newest(page).getByRole('button', { name: 'Mark all as read' }).click();
    await visible(bell(page));
    await newest(page).getByRole('link', { name: 'See all' }).click();
    await page.waitForURL(/\/notifications$/);
    await visible(list(page).getByText('works is done'));
    await person.unread(0);
  });

  test('on a phone the menu counts them and leads to them', limit, async () => {
    const person = await newWorker();
    const page = await stage.newPage({ viewport: phone, colorScheme: 'dark' });
    await stage.signIn(page, { ...person, path: '/agents' });
    await person.run('works');
    await page.getByRole('button', { name: 'More 1 unread notification' }).click();
    const entry = page.getByRole('dialog').getByRole('link', { name: /^Notifications/ });
    await visible(entry.getByText('1 unread'));
    await expectNoAxeViolations(page);
    await entry.click();
    await visible(list(page).getByText('works is done'));
    await expectFits(page);
  });
});

describe('the page of notifications', () => {
  test('shows all or the unread, gives the files and marks as read', limit, async () => {
    const person = await newWorker();
    await person.run('works');
    await person.run('exports', { rows: [{ a: 1 }] });
    await person.unread(2);
    const page = await stage.newPage();
    await stage.signIn(page, { ...person, path: '/notifications' });
    await visible(list(page).getByText('works is done'));
    await expectFits(page);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download Numbers.csv' }).click();
    assert.match(readFileSync(await (await download).path(), 'utf8'), /a\s+1/);

    await page.getByRole('tab', { name: 'Unread' }).click();
    await page.waitForURL(/show=unread/);
    await page.getByRole('button', { name: 'Mark “works is done” as read' }).click();
    await hidden(list(page).getByText('works is done'));
    await visible(list(page).getByText('Numbers.csv is ready'));
    await person.unread(1);
    await page.getByRole('main').getByRole('button', { name: 'Mark all as read' }).click();
    await visible(page.getByRole('heading', { name: 'You have read everything' }));
    await expectFits(page);
    await page.getByRole('tab', { name: 'All' }).click();
    await visible(list(page).getByText('works is done'));
    await person.unread(0);
  });

  test('goes on page by page', limit, async () => {
    const person = await newWorker();
    for (const name of ['works', 'breaks', 'exports']) await person.run(name, { rows: [{ a: 1 }] });
    await person.unread(3);
    const page = await stage.newPage();
    await page.route(/\/v1\/notifications\?(?!limit)/, (route) => {
      const address = new URL(route.request().url());
      address.searchParams.set('limit', '2');
      return route.continue({ url: address.href });
    });
    await stage.signIn(page, { ...person, path: '/notifications' });
    await visible(list(page).getByRole('listitem'));
    await hidden(list(page).getByRole('link').nth(2));
    await page.getByRole('button', { name: 'Show more' }).press('Enter');
    await visible(list(page).getByRole('link').nth(2));
    await hidden(page.getByRole('button', { name: 'Show more' }));
  });
});

describe('what one wants to hear', () => {
  const choice = (page, name) => page.getByRole('switch', { name, exact: true });

  test('is set by kind and channel, and kept', limit, async () => {
    const person = await newWorker();
    const page = await stage.newPage({ viewport: phone, colorScheme: 'dark' });
    await stage.signIn(page, { ...person, path: '/settings#notifications' });
    await eventually(() => page.locator('#notifications').evaluate(
      (section) => Math.abs(section.getBoundingClientRect().top) < 100), 'they are in view');
    const done = choice(page, 'A background run is done: App');
    assert.equal(await (await visible(done)).getAttribute('aria-checked'), 'true');
    assert.ok(await choice(page, 'A background run is done: Slack').isDisabled());
    await visible(page.getByText('Off until you choose below where messages go.'));
    await visible(page.getByText('No endpoint would receive it.'));
    await visible(page.getByText(/mail is kept/));
    await expectFits(page);
    await done.press('Space');
    await choice(page, 'A background run has failed: E-mail').click();
    await eventually(async () => {
      const { channels } = await person.engine.expect(200, 'GET', '/v1/notification-preferences');
      return !channels.job_succeeded.app && !channels.job_failed.email && channels.job_failed.app;
    }, 'both choices are kept');
    await page.reload();
    assert.equal(await (await visible(done)).getAttribute('aria-checked'), 'false');
    await person.run('works');
    await person.run('breaks');
    await person.unread(1);
  });

  test('in Slack after a credential was chosen', limit, async () => {
    const person = await newWorker();
    const page = await stage.newPage();
    await stage.signIn(page, { ...person, path: '/settings' });
    await visible(page.getByText('This tenant has no Slack credential yet.'));
    await person.engine.expect(201, 'POST', '/v1/credentials', { name: 'Team room', kind: 'slack',
      fields: { bot_token: 'xoxb-1-secret' } });
    await page.reload();
    await page.getByLabel('Slack credential').press('Enter');
    await page.getByRole('option', { name: 'Team room' }).click();
    await page.getByLabel('Channel').fill('#alerts');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await visible(toast(page, 'Slack is set'));
    await choice(page, 'A long chat answer is done: Slack').click();
    await eventually(async () => {
      const found = await person.engine.expect(200, 'GET', '/v1/notification-preferences');
      return found.slack?.channel === '#alerts' && found.channels.run_succeeded.slack;
    }, 'Slack is chosen');
    await expectNoAxeViolations(page);
  });
});

describe('webhook endpoints', () => {
  const card = (page, text) => page.getByRole('list', { name: 'Webhook endpoints' })
    .getByRole('listitem').filter({ hasText: text });
  const act = async (page, name) => {
    await page.getByRole('button', { name: /^Actions for/ }).click();
    await page.getByRole('menuitem', { name }).click();
  };

  test('one is made, tested, changed, given another secret, and deleted', limit, async () => {
    const person = await newWorker();
    const page = await stage.newPage();
    await stage.signIn(page, { ...person, path: '/webhooks' });
    await visible(page.getByRole('heading', { name: 'No endpoints yet' }));
    await page.getByRole('main').getByRole('button', { name: 'New endpoint' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('URL').fill('shop.example.com');
    await dialog.getByRole('button', { name: 'Create endpoint' }).click();
    await visible(dialog.getByText('Give a whole URL that begins with https://.'));
    await dialog.getByLabel('URL').fill(`${receiver.url}/shop`);
    await dialog.getByLabel('Description').fill('The shop');
    await dialog.getByRole('radio', { name: 'Only what I choose' }).click();
    await dialog.getByRole('button', { name: 'Create endpoint' }).click();
    await visible(dialog.getByText('Choose at least one event.'));
    await expectNoAxeViolations(page);
    await dialog.getByRole('checkbox', { name: 'A background run has failed' }).click();
    await dialog.getByRole('button', { name: 'Create endpoint' }).click();
    await visible(dialog.getByRole('heading', { name: 'Copy the secret now' }));
    const secret = await dialog.getByLabel('Signing secret', { exact: true }).inputValue();
    assert.match(secret, /^whsec_/);
    await expectNoAxeViolations(page);
    await dialog.getByRole('button', { name: 'I have copied it' }).click();
    await visible(card(page, 'The shop').getByText('job.failed'));
    assert.equal(await page.getByText(secret).count(), 0);
    await expectFits(page);

    await act(page, 'Send a test');
    await receiver.came('/shop', ({ type }) => type === 'test');
    await person.run('works');
    await person.run('breaks');
    await receiver.came('/shop', ({ type }) => type === 'job.failed');
    await page.getByRole('button', { name: /^Deliveries to/ }).click();
    const log = page.getByRole('dialog', { name: 'Deliveries' });
    const failed = log.getByRole('button', { name: /job\.failed/ });
    await visible(failed.getByText('Arrived'));
    await failed.press('Enter');
    await visible(log.getByText('answered 200'));
    await visible(log.getByRole('region', { name: 'What was sent' }).getByText('"job.failed"'));
    await expectNoAxeViolations(page);
    await page.keyboard.press('Escape');
    await hidden(log);

    await act(page, 'Edit');
    await dialog.getByLabel('Description').fill('The new shop');
    await dialog.getByRole('radio', { name: /^Everything/ }).click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await visible(card(page, 'The new shop').getByText('All events'));
    await act(page, 'Replace the secret');
    await expectNoAxeViolations(page);
    await dialog.getByRole('button', { name: 'Replace secret' }).click();
    await visible(dialog.getByRole('heading', { name: 'Copy the secret now' }));
    assert.notEqual(await dialog.getByLabel('Signing secret', { exact: true }).inputValue(), secret);
    await dialog.getByRole('button', { name: 'I have copied it' }).click();
    await visible(card(page, 'The new shop').getByText(/^The secret before this one also signs until/));
    await page.getByRole('switch', { name: /is on$/ }).click();
    await visible(card(page, 'The new shop').getByText('Switched off by a person.'));
    await act(page, 'Delete');
    await confirm(page, 'Delete endpoint');
    await visible(page.getByRole('heading', { name: 'No endpoints yet' }));
  });

  test('what failed says why and is sent again', limit, async () => {
    const person = await newWorker();
    receiver.answers.set('/broken', { status: 500, body: 'I am <i>broken</i>' });
    const endpoint = await person.engine.expect(201, 'POST', '/v1/webhook-endpoints',
      { url: `${receiver.url}/broken` });
    const page = await stage.newPage({ viewport: phone, colorScheme: 'dark' });
    await stage.signIn(page, { ...person, path: `/webhooks?endpoint=${endpoint.id}` });
    const log = page.getByRole('dialog', { name: 'Deliveries' });
    await log.getByRole('button', { name: 'Send a test' }).click();
    const delivery = log.getByRole('button', { name: /^test/ });
    await visible(delivery.getByText('Failed'));
    await delivery.click();
    await visible(log.getByText('answered 500'));
    await visible(log.getByText('I am <i>broken</i>'));
    await expectFits(page);
    receiver.answers.delete('/broken');
    await log.getByRole('button', { name: 'Send again' }).click();
    await visible(delivery.getByText('Arrived'));
  });
});

describe('kept mail', () => {
  test('is listed and read as text', limit, async () => {
    const person = await newWorker();
    const page = await stage.newPage({ viewport: phone });
    await stage.signIn(page, { ...person, path: '/mail' });
    await visible(page.getByRole('heading', { name: 'No mail yet' }));
    await person.run('breaks');
    await eventually(async () => (await person.engine.all('/v1/mail')).length === 1, 'the mail is kept');
    await page.reload();
    await page.getByRole('button', { name: 'breaks failed' }).click();
    const mail = page.getByRole('dialog', { name: 'breaks failed' });
    await visible(mail.getByRole('region', { name: 'Text' }).getByText('It <b>broke</b>.'));
    await visible(mail.getByText(person.email));
    await expectFits(page);
    await page.keyboard.press('Escape');
    await hidden(mail);
    await expectFits(page);
  });

  test('where mail is sent, the page says so', limit, async () => {
    const person = await stage.newPerson();
    const page = await stage.newPage();
    const body = JSON.stringify({ code: 'not_found', reason: 'mail_not_kept', status: 404,
      title: 'Not found', type: 'about:blank', detail: 'None of it is kept.', request_id: 'req_1' });
    await page.route(/\/v1\/mail/, (route) => route.fulfill({ status: 404, body,
      contentType: 'application/problem+json' }));
    await stage.signIn(page, { ...person, path: '/mail' });
    await visible(page.getByRole('heading', { name: 'Mail is sent, not kept' }));
    await expectNoAxeViolations(page);
  });
});
