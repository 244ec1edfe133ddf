// What agents did: the list of the runs and its filters, one run with its steps and journal, and what a
// person does about it. The runs are real, started by the API.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eventually, expectNoAxeViolations, hidden, phone, startStage, visible } from './support/stage.mjs';

let stage;
before(async () => { stage = await startStage(); });
after(() => stage?.stop());

const start = (agent, message, wait = true) => stage.engine.request(
  'POST', `/v1/agents/${agent}/runs`, { input: { message }, wait }).then(({ body }) => body);
const rows = (page) => page.getByRole('table', { name: 'Runs' }).locator('[data-run]');
const row = (page, run) => page.locator(`[data-run="${run.id}"]`);
const badge = (page, status) => page.getByRole('heading', { level: 1 }).getByText(status, { exact: true });
const choose = async (page, filter, option) => {
  await page.getByRole('group', { name: 'Filters' }).getByRole('button', { name: filter }).click();
  await page.getByRole('menu').getByText(option, { exact: true }).click();
};

const hasCount = (locator, count) =>
  eventually(async () => (await locator.count()) === count, `${count} of ${locator}`);

// A workflow that repeats itself, and then fails: passes, attempts and an error to look at.
const node = (id, kind, config, more = {}) => ({
  id, kind, title: id, position: { x: 0, y: 0 }, config, ...more });
const edge = (source, target, handle = 'out') => ({
  id: `${source}-${target}`, source, source_handle: handle, target, target_handle: 'in' });
const failing = {
  nodes: [
    node('start', 'manual_trigger', {}),
    node('each', 'for_each', { items: ['a', 'b', 'c'] }),
    node('keep', 'set_fields', { mode: 'replace', fields: [{ name: 'letter', value: '{{ item }}' }] }),
    node('stop', 'stop_with_error', { message: 'The letters are wrong.' }),
  ],
  edges: [edge('start', 'each'), edge('each', 'keep', 'item'), edge('each', 'stop', 'done')],
};

test('runs are listed, filtered by the address, and opened by keyboard', async () => {
  await start('triage', 'The printer is broken');
  const waiting = await start('approver', 'Dear team');
  const last = await start('triage', 'Hello');
  const page = await stage.newPage();
  await stage.signIn(page, { path: '/runs' });
  await visible(row(page, waiting).getByText('Waiting'));
  await visible(row(page, last).getByText('Succeeded'));
  await expectNoAxeViolations(page);

  await choose(page, 'Status', 'Waiting');
  await page.keyboard.press('Escape');
  await hidden(row(page, last));
  await visible(row(page, waiting));
  assert.match(page.url(), /[?&]status=waiting(&|$)/);
  await choose(page, 'Agent', 'Triage');
  await visible(page.getByRole('heading', { name: 'No run matches' }));
  await expectNoAxeViolations(page);

  await page.reload();
  await visible(page.getByRole('heading', { name: 'No run matches' }));
  await page.getByRole('button', { name: 'Clear filters' }).last().click();
  await visible(row(page, last));
  await page.getByRole('heading', { name: 'Runs' }).click();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${stage.appUrl}/runs/${last.id}`);
  await visible(badge(page, 'Succeeded'));
});

test('several statuses are one list, in order of time, over all pages', async () => {
  const runs = [];
  for (let index = 0; index < 30; ++index) {
    const run = await start('approver', `Letter ${index}`);
    if (index % 2) await stage.engine.post(`/v1/runs/${run.id}/cancel`, {});
    runs.unshift(run.id);
  }
  const page = await stage.newPage();
  await stage.signIn(page, { path: '/runs?status=waiting,cancelled' });
  await visible(rows(page));
  const shown = await rows(page).evaluateAll((all) => all.map((one) => one.dataset.run));
  assert.deepEqual(shown.slice(0, 30), runs);
});

test('new runs are announced, and what is under way changes in its place', async () => {
  const waiting = await start('approver', 'Dear team');
  const page = await stage.newPage();
  await stage.signIn(page, { path: '/runs' });
  await visible(row(page, waiting).getByText('Waiting'));
  const fresh = await start('triage', 'Hello');
  await stage.engine.expect(202, 'POST', `/v1/runs/${waiting.id}/cancel`, {});
  const pill = page.getByRole('button', { name: '1 new' });
  await visible(pill);
  assert.equal(await row(page, fresh).count(), 0, 'nothing moves by itself');
  await visible(row(page, waiting).getByText('Cancelled'));
  await pill.click();
  await visible(row(page, fresh));
  await hidden(pill);
});

test('a view is saved under a name, outlives a reload, and can be removed and brought back', async () => {
  const page = await stage.newPage();
  await stage.signIn(page, { path: '/runs?status=failed&range=7d' });
  const views = page.getByRole('button', { name: /^(Views|Bad week)$/ });
  await views.click();
  await page.getByLabel('Name of the view').fill('Bad week');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await visible(page.getByRole('button', { name: 'Bad week' }));
  await page.goto(`${stage.appUrl}/runs`);
  await page.getByRole('button', { name: 'All runs' }).click();
  await page.getByRole('button', { name: 'Bad week', exact: true }).click();
  await page.waitForURL(`${stage.appUrl}/runs?status=failed&range=7d`);
  await views.click();
  await page.getByRole('button', { name: 'Remove the view Bad week' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await visible(page.getByRole('button', { name: 'Bad week', exact: true }));
  await page.reload();
  await page.getByRole('button', { name: 'Bad week', exact: true }).click();
  await visible(page.getByRole('button', { name: 'Remove the view Bad week' }));
});

test('a run shows its steps over time, what went in and out, and its journal', async () => {
  const run = await start('order-desk', 'Where is order 1001?');
  const page = await stage.newPage({ colorScheme: 'dark' });
  await stage.signIn(page, { path: `/runs/${run.id}` });
  const tree = page.getByRole('tree', { name: 'Steps of the run' });
  await visible(tree.getByRole('treeitem', { name: /Order desk/ }));
  await hasCount(tree.getByRole('treeitem', { name: /Model call/ }), 2);
  await expectNoAxeViolations(page);

  // By keyboard: to the agent, into its parts, down to the tool's call, and open.
  await tree.getByRole('treeitem').first().focus();
  for (const key of ['ArrowDown', 'ArrowRight', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
  const details = page.getByRole('complementary', { name: 'Step details' });
  await visible(details.getByRole('heading', { name: 'lookup_order' }));
  await visible(details.getByText('row_count'));
  await details.getByRole('tab', { name: 'Input' }).click();
  await visible(details.getByText('order_id'));
  await expectNoAxeViolations(page);
  assert.match(page.url(), /step=agent/);

  await page.getByRole('tab', { name: /Journal/ }).click();
  const journal = page.getByRole('list', { name: 'Journal' });
  await visible(journal.getByRole('button', { name: /Run succeeded/ }));
  await page.getByRole('combobox', { name: 'Events' }).click();
  await page.getByRole('option', { name: 'Run created' }).click();
  await hasCount(journal.getByRole('listitem'), 1);
  await journal.getByRole('button', { name: /Run created/ }).click();
  await visible(journal.getByText('trigger_node'));
  await expectNoAxeViolations(page);

  await page.getByRole('tab', { name: 'Input and output' }).click();
  await visible(page.getByRole('tabpanel').getByText(/Ada Lovelace/));
});

test('a failed run says why, what to do, and which step it was; a retry keeps what succeeded', async () => {
  const agent = await stage.engine.deploy('Letters', failing);
  const run = await start(agent.id, 'x');
  const page = await stage.newPage({ viewport: phone });
  await stage.signIn(page, { path: `/runs/${run.id}` });
  const problem = page.getByRole('region', { name: 'The run failed' });
  await visible(problem.getByText(/The letters are wrong/));
  await visible(page.getByRole('treeitem', { name: /Pass 3/ }));
  await expectNoAxeViolations(page);
  await problem.getByRole('button', { name: 'Show the step' }).click();
  const details = page.getByRole('dialog', { name: 'stop' });
  await visible(details.getByText('The letters are wrong.'));
  await expectNoAxeViolations(page);
  await details.getByRole('button', { name: 'Close' }).click();
  await hidden(details);

  await page.getByRole('button', { name: 'Retry' }).click();
  await page.waitForURL((url) => /^\/runs\/run_/.test(url.pathname) && !url.pathname.includes(run.id));
  await visible(page.getByText('Kept from the earlier run'));
  await visible(badge(page, 'Failed'));
});

test('a run is forked from a step with another input, and the two are linked', async () => {
  const agent = await stage.engine.deploy('Doubling', {
    nodes: [
      node('start', 'manual_trigger', {}),
      node('first', 'set_fields', { mode: 'replace', fields: [{ name: 'a', value: 2 }] }),
      node('second', 'set_fields', { mode: 'replace', fields: [{ name: 'b', value: '{{ input.a * 2 }}' }] }),
    ],
    edges: [edge('start', 'first'), edge('first', 'second')],
  });
  const run = await start(agent.id, 'x');
  const page = await stage.newPage();
  await stage.signIn(page, { path: `/runs/${run.id}?step=second` });
  await page.getByRole('button', { name: 'Fork' }).click();
  const dialog = page.getByRole('dialog', { name: 'Fork this run' });
  await visible(dialog.getByRole('combobox', { name: 'Begin at' }).getByText('second'));
  await dialog.getByLabel('Changed input as JSON').fill('{"a": 21');
  await visible(dialog.getByText('This is not valid JSON.'));
  await dialog.getByLabel('Changed input as JSON').fill('{"a": 21}');
  await expectNoAxeViolations(page);
  await dialog.getByRole('button', { name: 'Start the fork' }).click();
  await page.waitForURL((url) => /^\/runs\/run_/.test(url.pathname) && !url.pathname.includes(run.id));
  await visible(badge(page, 'Succeeded'));
  await visible(page.getByText('Kept from the earlier run').first());
  const forked = await stage.engine.run(new URL(page.url()).pathname.split('/').at(-1));
  assert.equal(forked.forked_from, run.id);
  assert.deepEqual(forked.output, { b: 42 });

  await page.getByRole('link', { name: `…${run.id.slice(-8)}` }).click();
  await page.waitForURL(`${stage.appUrl}/runs/${run.id}`);
  await visible(page.getByRole('link', { name: `…${forked.id.slice(-8)}` }));
  await expectNoAxeViolations(page);
});

test('a waiting run is cancelled with a reason, retried, and its approval answered', async () => {
  const run = await start('approver', 'Dear team, all is well.');
  const page = await stage.newPage();
  await stage.signIn(page, { path: `/runs/${run.id}` });
  await visible(page.getByRole('region', { name: 'Send this e-mail?' }).getByText(/all is well/));
  await expectNoAxeViolations(page);
  await page.getByRole('button', { name: 'Cancel run' }).click();
  const dialog = page.getByRole('dialog', { name: 'Cancel this run?' });
  await dialog.getByLabel('Reason').fill('Sent by hand');
  await dialog.getByRole('button', { name: 'Cancel run' }).click();
  await visible(badge(page, 'Cancelled'));
  await visible(page.getByText('Sent by hand'));

  await page.getByRole('button', { name: 'Retry' }).click();
  const approval = page.getByRole('region', { name: 'Send this e-mail?' });
  await visible(approval);
  await approval.getByRole('button', { name: 'Add a comment' }).click();
  await approval.getByRole('textbox', { name: 'Comment' }).fill('Go on');
  await approval.getByRole('button', { name: 'Approve' }).click();
  await visible(badge(page, 'Succeeded'));
  await hidden(approval);
  const retried = await stage.engine.run(new URL(page.url()).pathname.split('/').at(-1));
  assert.equal(retried.status, 'succeeded');
  assert.equal(retried.retry_of, run.id);
});

test('many runs are cancelled at once, and the result is told', async () => {
  const runs = await Promise.all(Array.from({ length: 6 }, (_, index) => start('approver', `Bulk ${index}`)));
  const page = await stage.newPage();
  await stage.signIn(page, { path: '/runs' });
  for (const run of runs) await row(page, run).getByRole('checkbox').click();
  // One of them ends before it is its turn.
  await stage.engine.expect(202, 'POST', `/v1/runs/${runs[0].id}/cancel`, {});
  await visible(page.getByRole('region', { name: 'Chosen runs' }).getByText('6 chosen'));
  await expectNoAxeViolations(page);
  await page.getByRole('button', { name: /^Cancel [56]$/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: /^Cancel [56] runs$/ }).click();
  await visible(page.getByText('5 runs are cancelled'));
  for (const run of runs) await visible(row(page, run).getByText('Cancelled'));
});

test("another tenant's run is not found, and neither is what is no run", async () => {
  const run = await start('triage', 'Hello');
  const stranger = await stage.newPerson();
  const page = await stage.newPage();
  await stage.signIn(page, { ...stranger, path: '/runs' });
  await visible(page.getByRole('heading', { name: 'No runs yet' }));
  await expectNoAxeViolations(page);
  for (const id of [run.id, 'nonsense']) {
    await page.goto(`${stage.appUrl}/runs/${id}`);
    await visible(page.getByRole('heading', { name: 'This page does not exist' }));
  }
});
