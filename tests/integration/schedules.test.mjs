// Agents that begin by the clock: deployed, listed, paused, fired by hand, and, at the next full
// minute, fired once by one of several processes that all look at the clock.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertProblem, Client, hasEnded } from './support/client.mjs';
import { eventually, startPlatform } from './support/platform.mjs';
import { startPostgres } from './support/postgres.mjs';

const workflow = (cron, more = {}) => ({
  nodes: [{ id: 'clock', kind: 'schedule_trigger', config: { cron, ...more } },
    { id: 'note', kind: 'set_fields', config: { fields: [
      { name: 'at', value: '{{ trigger.scheduled_at }}' },
      { name: 'there', value: '{{ trigger.local_time }}' }] } }],
  edges: [{ id: 'e', source: 'clock', target: 'note' }],
});

describe('schedules', { concurrency: false }, () => {
  let postgres, platform, client, agent, minutely;
  const workers = [];
  before(async () => {
    postgres = await startPostgres();
    const databaseUrl = await postgres.createDatabase();
    platform = await startPlatform({ databaseUrl, settings: { 'jobs.schedule_interval': '50ms' } });
    client = new Client(platform.engineUrl, platform.demo.api_key);
    for (let i = 0; i < 2; ++i) {
      workers.push(await startPlatform({ command: 'worker', dataDir: platform.dataDir, databaseUrl,
        settings: { 'jobs.schedule_interval': '50ms' } }));
    }
    minutely = await client.deploy('minutely', workflow('* * * * *'));
    agent = await client.deploy('berliner', workflow('30 7 * * MON-FRI', { time_zone: 'Europe/Berlin' }));
  });
  after(async () => {
    await Promise.all(workers.map((worker) => worker.stop()));
    await platform?.stop();
    await postgres?.stop();
  });
  const schedule = async (of = agent) => (await client.expect(200, 'GET',
    `/v1/schedules?agent_id=${of.id}`)).data[0];
  const done = (id) => eventually(async () => {
    const job = await client.expect(200, 'GET', `/v1/jobs/${id}`);
    return hasEnded(job) && job;
  }, `${id} ends`);

  test('what is deployed has a time to come, by the clock of its zone', async () => {
    const found = await schedule();
    assert.equal(found.status, 'active');
    assert.equal(found.upcoming.length, 5);
    for (const time of found.upcoming) assert.match(time, /T07:30:00\+0[12]:00$/);
    assert.equal(Date.parse(found.next_at), Date.parse(found.upcoming[0]));
  });

  test('paused it has none, and resumed it has one again', async () => {
    const { id, next_at } = await schedule();
    const paused = await client.expect(200, 'POST', `/v1/schedules/${id}/pause`);
    assert.deepEqual([paused.status, paused.next_at, paused.upcoming], ['paused', null, []]);
    agent = await client.expect(200, 'GET', `/v1/agents/${agent.id}`);
    await client.expect(200, 'PATCH', `/v1/agents/${agent.id}`, { revision: agent.revision,
      workflow: workflow('30 7 * * MON-FRI', { time_zone: 'Europe/Berlin', overlap: 'allow' }) });
    await client.expect(200, 'POST', `/v1/agents/${agent.id}/deploy`, {});
    const again = await schedule();
    assert.deepEqual([again.id, again.status, again.overlap], [id, 'paused', 'allow']);
    const resumed = await client.expect(200, 'POST', `/v1/schedules/${id}/resume`);
    assert.deepEqual([resumed.status, resumed.next_at], ['active', next_at]);
  });

  test('fired by hand it makes a job that runs', async () => {
    const { id } = await schedule();
    const job = await client.expect(202, 'POST', `/v1/schedules/${id}/fire`);
    const ended = await done(job.id);
    assert.equal(ended.status, 'succeeded', JSON.stringify(ended.error));
    assert.match(ended.result.output.there, /\+0[12]:00$/);
    const run = await client.run(ended.result.run_id);
    assert.equal(run.trigger, 'schedule');
  });

  test('a cron expression is previewed, and what is wrong is named', async () => {
    const { times } = await client.expect(200, 'POST', '/v1/schedules/preview',
      { cron: '0 0 29 2 *', time_zone: 'UTC' });
    assert.equal(times.length, 5);
    assert.match(times[0], /^2028-02-29T00:00:00/);
    for (const [body, field] of [[{ cron: 'soon', time_zone: 'UTC' }, 'cron'],
      [{ cron: '61 * * * *', time_zone: 'UTC' }, 'cron'],
      [{ cron: '@daily', time_zone: 'Europe/Atlantis' }, 'time_zone']]) {
      const answer = await client.post('/v1/schedules/preview', body);
      assertProblem(answer, 400);
      assert.ok(JSON.stringify(answer.body).includes(field), answer.text);
    }
    const checked = await client.expect(200, 'POST', `/v1/agents/${agent.id}/validate`,
      { workflow: workflow('every day') });
    assert.ok(checked.problems.some((one) => one.field === 'config.cron' &&
      one.code === 'config_format'), JSON.stringify(checked.problems));
  });

  test('undeployed it is off, and cannot be fired', async () => {
    const { id } = await schedule();
    const undeployed = await client.post(`/v1/agents/${agent.id}/undeploy`, {});
    assert.ok(undeployed.status < 300, undeployed.text);
    const off = await schedule();
    assert.deepEqual([off.status, off.next_at], ['off', null]);
    assertProblem(await client.post(`/v1/schedules/${id}/fire`), 409, 'not_deployed');
  });

  test('three processes look at the clock and one of them fires', { timeout: 120_000 }, async () => {
    const fired = await eventually(async () => {
      const jobs = await client.all(`/v1/jobs?agent_id=${minutely.id}`);
      return jobs.length > 0 && jobs;
    }, 'it fires', { within: 70_000, every: 200 });
    assert.equal(fired.length, 1);
    const ended = await done(fired[0].id);
    assert.equal(ended.status, 'succeeded');
    assert.match(ended.result.output.at, /:00\.000Z$/);
    // Every process has looked many times by now.
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.equal((await client.all(`/v1/jobs?agent_id=${minutely.id}`)).length, 1);
    await client.expect(200, 'POST', `/v1/schedules/${(await schedule(minutely)).id}/pause`);
  });
});
