// Every page in both themes, on a desktop and on a phone: nothing that axe finds, nothing wider than the
// screen. And what each says while the platform does not answer, until it does again.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eventually, expectNoAxeViolations, hidden, phone, startStage, visible } from './support/stage.mjs';

const limit = { timeout: 300_000 };
const looks = { 'light on a desktop': {}, 'dark on a phone': { viewport: phone, colorScheme: 'dark' },
  'dark on a desktop': { colorScheme: 'dark' } };
let stage, paths;

// The Studio has tests of its own.
before(async () => {
  stage = await startStage();
  const { engine } = stage;
  const start = (status, agent, message) => engine.expect(status, 'POST', `/v1/agents/${agent}/runs`,
    { input: { message }, wait: true });
  const done = await start(201, 'order-desk', 'Where is order 1001?');
  for (const message of ['One', 'Two']) await start(202, 'approver', message);
  // Far off, so that it stays as it is.
  const job = await engine.expect(202, 'POST', '/v1/agents/order-desk/runs',
    { mode: 'async', delay: 86_400, input: { message: 'Where is order 1001?' } });
  const agent = await engine.expect(200, 'GET', '/v1/agents/triage');
  const collection = await engine.expect(201, 'POST', '/v1/collections',
    { name: 'Handbook', description: 'What holds for everybody.' });
  const document = await engine.expect(202, 'POST', `/v1/collections/${collection.id}/documents`,
    { name: 'Leave', text: '# Leave\n\nThirty days of leave a year.' });
  await eventually(async () => (await engine.expect(200, 'GET',
    `/v1/documents/${document.id}`)).status === 'ready', 'the document is ready');
  paths = ['/', '/agents', `/agents/${agent.id}`, '/chat', '/chat?agent=order-desk', '/runs',
    `/runs/${done.id}`, '/jobs', `/jobs/${job.id}`, '/jobs/failures', '/jobs/queues', '/approvals',
    '/schedules', '/files', '/knowledge', `/knowledge/${collection.id}`, '/notifications',
    '/notifications?show=unread', '/credentials', '/api-keys', '/webhooks', '/mail', '/settings',
    '/members', '/audit-log'];
});
after(() => stage?.stop());

const isFinished = (page) => page.waitForFunction(() => !document.querySelector('main [aria-busy=true]'));

async function expectFine(page, url) {
  await page.goto(url);
  await visible(page.locator('main h1'));
  await isFinished(page);
  await expectNoAxeViolations(page);
  const width = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(width <= 0, `${url} is ${width} px wider than the screen`);
}

for (const [look, options] of Object.entries(looks)) {
  test(`every page is fine ${look}`, limit, async () => {
    // An address that leads nowhere is answered as one.
    const page = await stage.newPage({ ...options, expected: [/404 \(Not Found\).*\/nowhere/] });
    for (const path of ['/sign-in', '/sign-up', '/forgot-password', '/reset-password', '/confirm',
      '/callback', '/invitation', '/nowhere']) await expectFine(page, stage.authUrl + path);
    await stage.signIn(page);
    for (const path of [...paths, '/nowhere']) await expectFine(page, stage.appUrl + path);
    for (const path of ['/', '/sign-out']) await expectFine(page, stage.authUrl + path);
  });
}

const problem = { code: 'unavailable', status: 503, title: 'Unavailable', type: 'about:blank',
  detail: 'The database is restarting.', request_id: 'req_test' };

// From a page that knows nothing yet of what the others show.
for (const [path, heading] of [['/', /Welcome/], ['/agents', 'Agents'], ['/runs', 'Runs'],
  ['/jobs', 'Jobs'], ['/approvals', 'Approvals'], ['/schedules', 'Schedules'], ['/knowledge', 'Knowledge'],
  ['/credentials', 'Credentials'], ['/api-keys', 'API keys'],
  ['/notifications', 'Notifications'], ['/webhooks', 'Webhooks'], ['/mail', 'Mail']]) {
  test(`${path} says that the platform does not answer, and goes on when it does`, limit, async () => {
    const page = await stage.newPage({ expected: [/Failed to load resource.*503/] });
    await stage.signIn(page, { path: '/files' });
    let isDown = true;
    await page.route(/\/api\/(engine\/v1\/|auth\/v1\/api-keys)/, (route) => (isDown
      ? route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify(problem) })
      : route.fallback()));
    await page.getByRole('navigation', { name: 'Main' }).locator(`a[href="${path}"]`).click();
    await visible(page.getByRole('heading', { level: 1, name: heading }));
    const alert = page.getByRole('main').getByRole('alert');
    await visible(alert);
    await expectNoAxeViolations(page);
    await alert.getByRole('button', { name: 'Try again' }).first().focus();
    isDown = false;
    // Not by the button's locator: a page that asks by itself may have been faster.
    await page.keyboard.press('Enter');
    await hidden(alert);
    await isFinished(page);
    await expectNoAxeViolations(page);
  });
}
