// Jobs: begun from an agent's page, watched, cancelled, sent back when they failed; the queues and workers.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  confirm, eventually, expectNoAxeViolations, hidden, phone, startStage, visible,
} from './support/stage.mjs';

const limit = { timeout: 90_000 };
let stage;
before(async () => { stage = await startStage(); });
after(() => stage?.stop());

const breaking = (message) => ({
  nodes: [{ id: 'start', kind: 'manual_trigger' },
    { id: 'stop', kind: 'stop_with_error', config: { message } }],
  edges: [{ id: 'e', source: 'start', target: 'stop' }],
});
// Of another cause: what is grouped by is the kind of an error, and not its words.
const refused = () => ({
  nodes: [{ id: 'start', kind: 'manual_trigger' },
    { id: 'call', kind: 'http_request', config: { url: 'http://127.0.0.1:1/' } }],
  edges: [{ id: 'e', source: 'start', target: 'call' }],
});
// Tomorrow, however it is counted.
const kLater = 30 * 3600;
const enqueue = (person, agent, more = {}) => person.engine.expect(202, 'POST', `/v1/agents/${agent.id}/runs`,
  { mode: 'async', input: { order: 7 }, ...more });
const hasStatus = (person, { id }, status) => eventually(async () => {
  const job = await person.engine.expect(200, 'GET', `/v1/jobs/${id}`);
  return job.status === status && job;
}, `${id} is ${status}`);
const narrow = async (page) => {
  const width = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(width <= 0, `${page.url()} is ${width} px wider than the screen`);
};
const rows = (page) => page.getByRole('table', { name: 'Jobs' }).getByRole('row');

describe('jobs', () => {
  test('a report is asked for in the background, and downloaded from its job', limit, async () => {
    const page = await stage.newPage();
    const { id } = await stage.engine.expect(200, 'GET', '/v1/agents/analyst');
    await stage.signIn(page, { path: `/agents/${id}` });
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Run Analyst' });
    const input = dialog.getByRole('textbox', { name: 'Input' });
    await input.fill('{message}');
    await dialog.getByRole('button', { name: 'Run', exact: true }).click();
    await visible(dialog.getByText('This is not valid JSON.'));
    await expectNoAxeViolations(page);
    await input.fill('{"message": "Generate my Q4 report as PDF"}');
    await dialog.getByRole('switch', { name: 'Run in the background' }).click();
    await dialog.getByRole('button', { name: 'Run', exact: true }).click();
    await page.waitForURL(/\/jobs\/job_/);
    await visible(page.getByRole('heading', { level: 1, name: /Analyst.*Succeeded/ }));
    await visible(page.getByRole('definition').filter({ hasText: 'You' }));
    await visible(page.getByRole('region', { name: 'Payload' }).getByText('Generate my Q4 report as PDF'));
    const attempts = page.getByRole('list', { name: 'Attempts' }).getByRole('listitem');
    await visible(attempts.filter({ hasText: /Succeeded.*took.*worker/s }));
    assert.equal(await attempts.count(), 1);
    await expectNoAxeViolations(page);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: /Download .*\.pdf/ }).click();
    assert.match((await download).suggestedFilename(), /\.pdf$/);
    await page.getByRole('link', { name: /Open the run/ }).click();
    await page.waitForURL(/\/runs\/run_/);
    await visible(page.getByRole('heading', { level: 1, name: /Analyst.*Succeeded/ }));
  });

  test('the list is live, is filtered by its address, and leads on', limit, async () => {
    const person = await stage.newPerson();
    const page = await stage.newPage();
    await stage.signIn(page, { ...person, path: '/jobs' });
    await visible(page.getByRole('heading', { name: 'No jobs yet' }));
    await expectNoAxeViolations(page);
    const agent = await person.engine.deploy('Late', breaking('Broken.'));
    const late = await enqueue(person, agent, { delay: kLater });
    await visible(rows(page).filter({ hasText: 'due tomorrow' }));
    await enqueue(person, agent, { queue: 'quick' });
    await visible(rows(page).filter({ hasText: 'Failed' }).filter({ hasText: 'Quick' }));
    await expectNoAxeViolations(page);

    await page.getByRole('button', { name: 'Status' }).click();
    await page.getByRole('menuitemradio', { name: 'Queued' }).click();
    await page.waitForURL(/\?status=queued$/);
    await hidden(rows(page).filter({ hasText: 'Failed' }));
    await page.reload();
    await visible(rows(page).filter({ hasText: 'due tomorrow' }));
    assert.equal(await rows(page).count(), 2, 'the head and one job');
    await page.getByRole('button', { name: 'Queue', exact: true }).click();
    await page.getByRole('menuitemradio', { name: 'Quick' }).click();
    await visible(page.getByRole('heading', { name: 'No job matches' }));
    await page.getByRole('main').getByRole('button', { name: 'Clear filters' }).last().click();
    await rows(page).getByRole('link', { name: 'Late' }).last().press('Enter');
    await page.waitForURL(`${stage.appUrl}/jobs/${late.id}`);
    await visible(page.getByText(/^Begins tomorrow/));
  });

  test('what has not ended can be cancelled, after a question', limit, async () => {
    const person = await stage.newPerson();
    const agent = await person.engine.deploy('Late', breaking('Broken.'));
    const late = await enqueue(person, agent, { delay: kLater });
    const page = await stage.newPage({ viewport: phone, colorScheme: 'dark' });
    await stage.signIn(page, { ...person, path: `/jobs/${late.id}` });
    await page.getByRole('button', { name: 'Cancel job' }).click();
    await visible(page.getByRole('alertdialog').getByText('cannot be sent back'));
    await expectNoAxeViolations(page);
    await confirm(page, 'Cancel job');
    await visible(page.getByRole('heading', { level: 1, name: /Late.*Cancelled/ }));
    await hidden(page.getByRole('button', { name: 'Cancel job' }));
    await narrow(page);
    await hasStatus(person, late, 'cancelled');
  });

  test('failed jobs are grouped by cause, and sent back one by one, by cause, or all', limit, async () => {
    const person = await stage.newPerson();
    const page = await stage.newPage();
    await stage.signIn(page, { ...person, path: '/jobs/failures' });
    await visible(page.getByRole('heading', { name: 'Nothing has failed' }));
    const agents = [await person.engine.deploy('First', breaking('The cupboard is bare.')),
      await person.engine.deploy('Second', refused())];
    const jobs = [];
    for (const agent of [agents[0], agents[0], agents[1]]) jobs.push(await enqueue(person, agent));
    for (const job of jobs) await hasStatus(person, job, 'failed');
    const causes = page.getByRole('list', { name: 'Causes' }).locator('> li');
    const bare = causes.filter({ hasText: 'The cupboard is bare.' });
    const other = causes.filter({ hasNotText: 'The cupboard is bare.' });
    await visible(bare.getByText('2 jobs'));
    await visible(other.getByText('1 job'));
    await expectNoAxeViolations(page);
    const sentBack = async (job, times) => eventually(async () => {
      const now = await person.engine.expect(200, 'GET', `/v1/jobs/${job.id}`);
      return now.redrives === times && now.status === 'failed';
    }, `${job.id} was sent back ${times} times`);

    await bare.getByRole('button', { name: 'Show the jobs' }).press('Enter');
    await bare.getByRole('button', { name: 'Send the job of First back' }).first().click();
    await visible(page.getByText('The job is back in its queue'));
    await sentBack(jobs[1], 1);
    await bare.getByRole('button', { name: /^Send back the jobs/ }).click();
    await visible(page.getByRole('alertdialog', { name: 'Send 2 jobs back?' }));
    await expectNoAxeViolations(page);
    await confirm(page, 'Send back');
    await visible(page.getByText('2 jobs are back in their queues'));
    await sentBack(jobs[0], 1);
    await sentBack(jobs[1], 2);
    await page.getByRole('button', { name: 'Send all back' }).click();
    await confirm(page, 'Send back');
    await visible(page.getByText('3 jobs are back in their queues'));
    await sentBack(jobs[2], 1);

    await page.reload();
    const bar = page.getByRole('navigation', { name: 'Main' });
    await visible(bar.getByRole('link', { name: /Jobs.*3 failed/ }));
    await other.getByRole('button', { name: 'Show the jobs' }).click();
    await other.getByRole('link', { name: 'Open as a list' }).click();
    await page.waitForURL(/\/jobs\?status=failed&kind=run&cause=/);
    await visible(page.getByRole('button', { name: 'Show the jobs of all causes' }));
    await rows(page).getByRole('link', { name: 'Second' }).click();
    await visible(page.getByRole('region', { name: 'Why it failed' }));
    await expectNoAxeViolations(page);
  });

  test('the queues and workers are seen, here and on the home page', limit, async () => {
    const person = await stage.newPerson();
    const agent = await person.engine.deploy('Late', breaking('Broken.'));
    await enqueue(person, agent, { delay: kLater });
    await enqueue(person, agent, { delay: kLater });
    await hasStatus(person, await enqueue(person, agent, { queue: 'quick' }), 'failed');
    const page = await stage.newPage({ viewport: phone });
    await stage.signIn(page, { ...person, path: '/jobs/queues' });
    const long = page.getByRole('region', { name: 'Long' });
    await visible(long.getByRole('link', { name: '2' }));
    await visible(page.getByRole('region', { name: 'Workers' }).getByText('1 worker lives'));
    await visible(page.getByRole('region', { name: 'Workers' }).getByText(/of \d+ slots in use/));
    await expectNoAxeViolations(page);
    await narrow(page);
    await page.goto(`${stage.appUrl}/`);
    const card = page.getByRole('region', { name: 'Queues' });
    await visible(card.getByText('1 worker lives'));
    await visible(card.getByRole('listitem').filter({ hasText: 'Long' }).getByText('2', { exact: true }));
    await card.getByRole('link', { name: '1 failed job' }).click();
    await page.waitForURL(/\/jobs\/failures$/);
  });

  test('of another tenant there is nothing to see', limit, async () => {
    const owner = await stage.newPerson();
    const job = await enqueue(owner, await owner.engine.deploy('Late', breaking('x')), { delay: kLater });
    const page = await stage.newPage({ expected: [/404 \(Not Found\)/, /Failed to load resource.*404/] });
    await stage.signIn(page, { ...await stage.newPerson(), path: '/jobs' });
    await visible(page.getByRole('heading', { name: 'No jobs yet' }));
    await page.goto(`${stage.appUrl}/jobs/${job.id}`);
    await visible(page.getByRole('heading', { name: 'This page does not exist' }));
  });
});
