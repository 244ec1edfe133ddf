// Figures for dashboards, over runs that really ran. How they are added up is tested beside the SQL
// (tests/engine/stats_test.cpp).
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertProblem, Client } from './support/client.mjs';
import { eventually, startPlatform } from './support/platform.mjs';
import { startPostgres } from './support/postgres.mjs';

let postgres;
before(async () => { postgres = await startPostgres(); });
after(() => postgres?.stop());

const failing = { nodes: [{ id: 'start', kind: 'manual_trigger' },
  { id: 'stop', kind: 'stop_with_error', config: { message: 'It never works.' } }],
edges: [{ id: 'e', source: 'start', target: 'stop' }] };

for (const database of ['sqlite', 'postgres']) {
  describe(`stats on ${database}`, () => {
    let platform, client, auth, runs = [];
    const stats = (query = '', who = client) => who.expect(200, 'GET', `/v1/stats${query}`);
    before(async () => {
      const databaseUrl = database === 'postgres' ? await postgres.createDatabase() : undefined;
      platform = await startPlatform({ databaseUrl });
      client = new Client(platform.engineUrl, platform.demo.api_key);
      auth = new Client(platform.authUrl);
      for (const content of ['What is the status of order 1042?', 'Where is parcel SW00104201?']) {
        await client.expect(200, 'POST', '/v1/chat/completions',
          { model: 'order-desk', messages: [{ role: 'user', content }] });
      }
      await client.deploy('Never', failing);
      await client.expect(201, 'POST', '/v1/agents/never/runs', { wait: true });
      await client.expect(201, 'POST', '/v1/agents/never/nodes/stop/run', { wait: true });
      await client.expect(202, 'POST', '/v1/agents/approver/runs', { input: { message: 'x' } });
      await eventually(async () => (await stats()).active.waiting === 1, 'the approver waits');
      runs = await client.all('/v1/runs');
    });
    after(() => platform?.stop());

    test('the last day is counted as the list of runs shows it', async () => {
      const figures = await stats();
      const real = runs.filter((run) => !run.is_test);
      assert.ok(real.length < runs.length, 'there is a test run');
      assert.equal(figures.totals.runs, real.length);
      for (const status of ['queued', 'running', 'waiting', 'succeeded', 'failed', 'cancelled']) {
        const expected = real.filter((run) => run.status === status).length;
        assert.equal(figures.totals[status], expected, status);
        const inBuckets = figures.series.reduce((sum, bucket) => sum + bucket[status], 0);
        assert.equal(inBuckets, expected, status);
      }
      assert.equal(figures.totals.success_rate, 2 / 3);
      assert.ok(figures.totals.p50_ms > 0 && figures.totals.p95_ms >= figures.totals.p50_ms);
      assert.equal(figures.bucket, 'hour');
      assert.ok(figures.series.length >= 24 && figures.series.length <= 25);
      assert.equal(figures.counted_from, figures.from);
      assert.equal((await stats('?include_tests=true')).totals.runs, runs.length);
    });

    test('tokens are told in total, by agent and by model, and agree', async () => {
      const { totals, by_agent: agents, by_model: models } = await stats();
      assert.ok(totals.input_tokens > 0 && totals.output_tokens > 0);
      assert.equal(agents[0].slug, 'order-desk');
      assert.deepEqual(models.map((model) => model.model), ['demo:default']);
      assert.ok(models[0].calls >= 4, 'each question takes a tool');
      for (const name of ['input_tokens', 'output_tokens']) {
        assert.equal(agents[0][name], totals[name]);
        assert.equal(models[0][name], totals[name]);
      }
    });

    test('what fails and what is slow stands out', async () => {
      const figures = await stats();
      assert.deepEqual(figures.failing_agents.map(({ slug, failed, failure_rate: rate }) =>
        ({ slug, failed, rate })), [{ slug: 'never', failed: 1, rate: 1 }]);
      assert.equal(figures.recent_failures.length, 1);
      assert.match(figures.recent_failures[0].error, /It never works\./);
      const run = await client.run(figures.recent_failures[0].run_id);
      assert.equal(run.status, 'failed');
      assert.deepEqual(figures.slowest_agents.map((agent) => agent.slug).sort(),
        ['never', 'order-desk']);
    });

    test('one agent can be looked at alone, by slug or id', async () => {
      const agent = await client.expect(200, 'GET', '/v1/agents/order-desk');
      for (const name of ['order-desk', agent.id]) {
        const figures = await stats(`?agent=${name}`);
        assert.equal(figures.totals.runs, 2);
        assert.equal(figures.active.waiting, 0);
        assert.deepEqual(figures.failing_agents, []);
        assert.equal(figures.by_model.length, 1);
      }
    });

    test('days begin where the viewer is', async () => {
      const { series } = await stats('?bucket=day&offset_minutes=330&from=2026-01-01T00:00:00Z' +
        '&to=2026-01-03T00:00:00Z');
      assert.deepEqual(series.map((bucket) => bucket.start),
        ['2025-12-31T18:30:00.000Z', '2026-01-01T18:30:00.000Z', '2026-01-02T18:30:00.000Z']);
    });

    test('a range that cannot be is refused with its field', async () => {
      const day = 'from=2026-01-01T00:00:00Z';
      const cases = [['from=yesterday', 'from'], [`${day}&to=2026-01-01T00:00:00Z`, 'from'],
        [`${day}&to=2026-04-04T00:00:00Z`, 'from'], [`${day}&to=2026-03-01T00:00:00Z&bucket=minute`,
          'bucket'], ['bucket=year', 'bucket'], ['offset_minutes=900', 'offset_minutes'],
        ['include_tests=maybe', 'include_tests'], ['of=all', 'of']];
      for (const [query, field] of cases) {
        const answer = await client.get(`/v1/stats?${query}`);
        assertProblem(answer, 400);
        assert.equal(answer.body.errors[0].field, field, query);
      }
      assertProblem(await client.get('/v1/stats?agent=nobody'), 404);
    });

    test('another tenant sees none of it, and only who may sees the processes', async () => {
      const session = await auth.expect(201, 'POST', '/v1/auth/sign-up',
        { email: 'other@example.test', password: 'correct horse battery 7' });
      const other = new Client(platform.engineUrl, session.access_token);
      const agent = await client.expect(200, 'GET', '/v1/agents/order-desk');
      for (const query of ['', `?agent=${agent.id}`]) {
        const figures = await stats(query, other);
        assert.equal(figures.totals.runs, 0);
        assert.equal(figures.active.waiting, 0);
        assert.deepEqual([figures.by_agent, figures.by_model, figures.recent_failures,
          figures.slowest_agents], [[], [], [], []]);
        assert.equal(figures.totals.success_rate, null);
      }
      const [process] = (await stats('', other)).processes;
      assert.match(process.id, /^proc_/);
      assert.ok(Date.parse(process.expires_at) > Date.now() - 1000);
      const person = new Client(platform.authUrl, session.access_token);
      const key = await person.expect(201, 'POST', '/v1/api-keys', { name: 'v', role: 'viewer' });
      const seen = await stats('', new Client(platform.engineUrl, key.secret));
      assert.equal(seen.processes, undefined);
    });
  });
}
