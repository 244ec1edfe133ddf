// Schedules: seen with their next time, paused and taken back, fired by hand; and in the Studio the
// times that a cron expression means.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { expectNoAxeViolations, phone, startStage, visible } from './support/stage.mjs';

let stage;
before(async () => { stage = await startStage(); });
after(() => stage?.stop());

const workflow = {
  nodes: [{ id: 'clock', kind: 'schedule_trigger', title: 'Every working day', position: { x: 0, y: 0 },
    config: { cron: '30 7 * * MON-FRI', time_zone: 'Europe/Berlin' } },
  { id: 'note', kind: 'set_fields', position: { x: 320, y: 0 },
    config: { fields: [{ name: 'ok', value: true }] } }],
  edges: [{ id: 'e', source: 'clock', target: 'note' }],
};

describe('schedules', () => {
  test('are seen, paused, taken back and fired', { timeout: 90_000 }, async () => {
    const person = await stage.newPerson();
    const page = await stage.newPage();
    await stage.signIn(page, { ...person, path: '/schedules' });
    await visible(page.getByRole('heading', { name: 'No schedules yet' }));
    await expectNoAxeViolations(page);
    const agent = await person.engine.expect(201, 'POST', '/v1/agents',
      { name: 'Morning report', workflow });
    await person.engine.expect(200, 'POST', `/v1/agents/${agent.id}/deploy`, {});
    await page.reload();
    const row = page.getByRole('row').filter({ hasText: 'Morning report' });
    await visible(row.getByText('30 7 * * MON-FRI').last());
    await visible(row.getByText('Active'));
    await expectNoAxeViolations(page);

    const act = async (name) => {
      await row.getByRole('button', { name: 'Actions for the schedule of Morning report' }).click();
      await page.getByRole('menuitem', { name }).click();
    };
    await act('Pause');
    await visible(row.getByText('Paused').last());
    await page.getByRole('button', { name: 'Undo' }).click();
    await visible(row.getByText('Active'));
    await act('Run now');
    await page.waitForURL(/\/jobs\/job_/);
    const { data: [job] } = await person.engine.expect(200, 'GET', '/v1/jobs');
    assert.ok(page.url().endsWith(job.id));
  });

  test('fit on a phone in the dark', { timeout: 90_000 }, async () => {
    const person = await stage.newPerson();
    const agent = await person.engine.expect(201, 'POST', '/v1/agents',
      { name: 'Morning report with a rather long name', workflow });
    await person.engine.expect(200, 'POST', `/v1/agents/${agent.id}/deploy`, {});
    const page = await stage.newPage({ viewport: phone, colorScheme: 'dark' });
    await stage.signIn(page, { ...person, path: '/schedules' });
    await visible(page.getByRole('row').filter({ hasText: 'Morning report' }));
    await expectNoAxeViolations(page);
    const width = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(width <= 0, `${width} px wider than the screen`);
  });

  test('the Studio says when an expression comes next', { timeout: 90_000 }, async () => {
    const person = await stage.newPerson();
    const agent = await person.engine.expect(201, 'POST', '/v1/agents', { name: 'Clock', workflow });
    const page = await stage.newPage();
    await stage.signIn(page, { ...person, path: `/agents/${agent.id}/studio` });
    await page.getByText('Every working day').first().click();
    await visible(page.getByText(/Comes next \d{4}-\d\d-\d\d 07:30/));
    await page.getByLabel(/^When/).first().fill('soon');
    await visible(page.getByText(/a cron expression of five fields/).first());
  });
});
