// The page of what waits for approval: its count in the navigation, keyboard, and answers from elsewhere.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { expectNoAxeViolations, eventually, hidden, phone, startStage, visible } from './support/stage.mjs';

const limit = { timeout: 60_000 };
let stage;

before(async () => { stage = await startStage(); });
after(() => stage?.stop());

async function askFor(message) {
  const answer = await stage.engine.expect(200, 'POST', '/v1/agents/approver/chat',
    { message, stream: false });
  assert.equal(answer.status, 'waiting');
  return answer.run_id;
}

const cards = (page) => page.getByRole('main').getByRole('region', { name: 'Send this e-mail?' });
const statusOf = async (run) => (await stage.engine.run(run)).status;

test('what waits is listed, counted and answered', limit, async () => {
  const page = await stage.newPage();
  await stage.signIn(page, { path: '/approvals' });
  await visible(page.getByRole('heading', { name: 'Nothing waits for you' }));
  await expectNoAxeViolations(page);
  const run = await askFor('The first one');
  await visible(cards(page).getByText('The first one'));
  await visible(cards(page).getByRole('link', { name: 'Approver' }));
  await expectNoAxeViolations(page);
  await page.reload();
  await visible(page.getByRole('link', { name: /Approvals.*1 waiting/ }));
  await cards(page).getByRole('button', { name: 'Add a comment' }).click();
  await cards(page).getByRole('textbox', { name: 'Comment' }).fill('Not today.');
  await cards(page).getByRole('button', { name: 'Refuse' }).click();
  await hidden(cards(page));
  await visible(page.getByRole('heading', { name: 'Nothing waits for you' }));
  await eventually(async () => (await statusOf(run)) === 'succeeded', 'the run goes on');
  const signalled = (await stage.engine.events(run)).find(({ type }) => type === 'step_signalled');
  assert.equal(signalled.payload.approved, false);
  assert.equal(signalled.payload.comment, 'Not today.');
  await hidden(page.getByRole('link', { name: /waiting/ }));
});

test('the keyboard goes from one to the next and answers', limit, async () => {
  const runs = [await askFor('Older'), await askFor('Newer')];
  const page = await stage.newPage();
  await stage.signIn(page, { path: '/approvals' });
  await visible(cards(page).getByText('Older'));
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('a');
  await eventually(async () => (await statusOf(runs[0])) === 'succeeded', 'the older one is approved');
  await hidden(cards(page).getByText('Older'));
  assert.equal(await statusOf(runs[1]), 'waiting');
  await page.keyboard.press('k');
  await page.keyboard.press('r');
  await eventually(async () => (await statusOf(runs[1])) === 'succeeded', 'the newer one is refused');
  await hidden(cards(page));
});

test('what is answered elsewhere goes away by itself', limit, async () => {
  const run = await askFor('Elsewhere');
  const page = await stage.newPage({ viewport: phone, colorScheme: 'dark' });
  await stage.signIn(page, { path: '/approvals' });
  await visible(cards(page).getByText('Elsewhere'));
  await expectNoAxeViolations(page);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true);
  await stage.engine.expect(200, 'POST', `/v1/runs/${run}/approvals`, { step: 'ask', approved: true });
  await hidden(cards(page));
});
