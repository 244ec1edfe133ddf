// The start: three steps while nothing has run, then figures, each of which leads to its runs.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { expectNoAxeViolations, focused, hidden, phone, startStage, visible } from './support/stage.mjs';

let stage;
before(async () => { stage = await startStage(); });
after(() => stage?.stop());

const start = (agent, message) => stage.engine.expect(
  201, 'POST', `/v1/agents/${agent}/runs`, { input: { message }, wait: true });

test('before anything has run, home says what to do and offers what is there', async () => {
  const page = await stage.newPage();
  await stage.signIn(page);
  await visible(page.getByRole('heading', { name: 'Three steps to your first agent' }));
  const examples = page.getByRole('region', { name: 'Or begin with an agent that is already there' });
  await visible(examples.getByText('Order desk'));
  assert.equal(await examples.getByRole('link', { name: 'Talk: Triage' }).getAttribute('href'),
    '/chat?agent=triage');
  await expectNoAxeViolations(page);

  // The first run turns it into the dashboard, without a reload.
  await start('triage', 'Hello');
  await visible(page.getByRole('region', { name: 'Runs over time' }));
});

test('every figure leads to the runs that it counts', async () => {
  for (let index = 0; index < 4; ++index) await start('order-desk', `Where is order 100${index}?`);
  const page = await stage.newPage();
  await stage.signIn(page, { path: '/?range=1h' });
  const figures = page.getByRole('list', { name: 'Figures' });
  await visible(figures.getByRole('link', { name: /^Runs\s*5/ }));
  await visible(figures.getByRole('link', { name: /^Success rate\s*100%/ }));
  await expectNoAxeViolations(page);
  assert.equal(await figures.getByRole('link', { name: /^Runs/ }).getAttribute('href'),
    '/runs?mode=live&range=1h');
  await page.getByRole('list', { name: 'Spent by agent' }).getByRole('link', { name: 'Order desk' }).click();
  await page.waitForURL(/\/runs\?agent=agt_\w+&mode=live&range=1h$/);
  await visible(page.getByRole('table', { name: 'Runs' }).locator('[data-run]').nth(3));
  await hidden(page.getByRole('table', { name: 'Runs' }).locator('[data-run]').nth(4));
});

test('the bars are gone through by keyboard, and are a table for who wants one', async () => {
  const page = await stage.newPage({ colorScheme: 'dark' });
  await stage.signIn(page, { path: '/?range=24h' });
  const chart = page.getByRole('region', { name: 'Runs over time' });
  const bars = chart.getByRole('toolbar');
  await visible(bars.getByRole('link'));
  await bars.getByRole('link').first().focus();
  await page.keyboard.press('End');
  const last = bars.getByRole('link').last();
  await focused(last);
  assert.match(await last.getAttribute('aria-label'), /Succeeded \d/);
  await expectNoAxeViolations(page);
  await chart.getByRole('button', { name: 'Show as a table' }).click();
  await visible(chart.getByRole('columnheader', { name: 'Succeeded' }));
  await expectNoAxeViolations(page);
  await chart.getByRole('button', { name: 'Show as a chart' }).click();
  await bars.getByRole('link').last().click();
  await page.waitForURL(/\/runs\?mode=live&from=/);
  await visible(page.getByRole('table', { name: 'Runs' }).locator('[data-run]'));
});

test('the time range is in the address, also one of two instants', async () => {
  const page = await stage.newPage({ viewport: phone });
  await stage.signIn(page);
  await page.getByRole('button', { name: 'Time range: Last 24 hours' }).click();
  await page.getByRole('button', { name: 'Last 7 days' }).click();
  await page.waitForURL(`${stage.appUrl}/?range=7d`);
  await page.getByRole('button', { name: /Time range/ }).click();
  await page.getByLabel('From').fill('2026-01-02T00:00');
  await page.getByLabel('To', { exact: true }).fill('2026-01-01T00:00');
  await page.getByRole('button', { name: 'Apply' }).click();
  await visible(page.getByText('The end lies before the beginning.'));
  await page.getByLabel('To', { exact: true }).fill('2026-01-04T00:00');
  await page.getByRole('button', { name: 'Apply' }).click();
  // Midnight in Berlin, where this browser is.
  await page.waitForURL((url) => url.searchParams.get('from') === '2026-01-01T23:00:00.000Z');
  await visible(page.getByText('Nothing ran in this time.').first());
  await expectNoAxeViolations(page);
});
