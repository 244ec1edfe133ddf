// Runs on a queue: workers die at random, freeze, and lose their database, and each job ends once.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertProblem, assertSoundJournal, Client, hasEnded } from './support/client.mjs';
import { CountingPeer } from './support/peer.mjs';
import { eventually, startPlatform } from './support/platform.mjs';
import { startPostgres } from './support/postgres.mjs';

let peer, postgres;
before(async () => {
  peer = await new CountingPeer().start();
  postgres = await startPostgres();
});
after(async () => {
  await peer?.stop();
  await postgres?.stop();
});

const edge = (source, target) => ({ id: `${source}_${target}`, source, target });
const post = (kind, name) => ({ id: name, kind: 'http_request', config: { method: 'POST',
  url: `${peer.url}/${kind}/{{ trigger.case }}/${name}`, body: { from: name } } });
const workflows = {
  two_effects: () => ({
    nodes: [{ id: 'start', kind: 'manual_trigger' }, post('effects', 'charge'),
      { id: 'pause', kind: 'delay', config: { seconds: 0.05 } }, post('effects', 'ship')],
    edges: [edge('start', 'charge'), edge('charge', 'pause'), edge('pause', 'ship')],
  }),
  held: () => ({
    nodes: [{ id: 'start', kind: 'manual_trigger' }, post('held', 'hold'), post('effects', 'last')],
    edges: [edge('start', 'hold'), edge('hold', 'last')],
  }),
  asks: () => ({
    nodes: [{ id: 'start', kind: 'manual_trigger' },
      { id: 'ask', kind: 'approval', config: { title: 'May it?' } }, post('effects', 'pay')],
    edges: [edge('start', 'ask'), { ...edge('ask', 'pay'), source_handle: 'approved' }],
  }),
  breaks: () => ({
    nodes: [{ id: 'start', kind: 'manual_trigger' }, { id: 'stop', kind: 'http_request',
      config: { method: 'POST', url: 'http://127.0.0.1:1/' } }],
    edges: [edge('start', 'stop')],
  }),
};

for (const database of ['sqlite', 'postgres']) {
  describe(`jobs on ${database}`, { concurrency: false }, () => {
    let api, client, databaseUrl, dataDir, agents;
    const workers = new Set();
    const settings = () => ({
      'engine.lease_ttl': '500ms', 'engine.lease_renewal': '50ms', 'engine.rescue_interval': '20ms',
      'jobs.visibility': '1s', 'jobs.poll_interval': '10ms', 'jobs.retry_base': '20ms',
      'egress.allow': `127.0.0.1:${peer.port}` });

    before(async () => {
      databaseUrl = database === 'postgres' ? await postgres.createDatabase() : undefined;
      const platform = await startPlatform({ databaseUrl, settings: settings() });
      ({ dataDir } = platform);
      const key = platform.demo.api_key;
      await platform.stop();
      api = await startPlatform({ command: 'engine', dataDir, databaseUrl, settings: settings() });
      client = new Client(api.engineUrl, key);
      agents = {};
      for (const [name, make] of Object.entries(workflows))
        agents[name] = await client.deploy(name, make());
    });
    after(async () => {
      await Promise.all([...workers].map((worker) => worker.kill()));
      await api?.kill();
    });

    async function startWorker() {
      const worker = await startPlatform(
        { command: 'worker', dataDir, databaseUrl, settings: settings() });
      workers.add(worker);
      return worker;
    }
    async function stopWorkers() {
      await Promise.all([...workers].map((worker) => worker.stop()));
      workers.clear();
    }
    const enqueue = (agent, name, body = {}) => client.expect(202, 'POST',
      `/v1/agents/${agents[agent].id}/runs`, { mode: 'async', input: { case: name }, ...body },
      { 'Idempotency-Key': name });
    const job = (id) => client.expect(200, 'GET', `/v1/jobs/${id}`);
    const ended = (id, within = 20_000) => eventually(async () => {
      const now = await job(id);
      return hasEnded(now) && now;
    }, `${id} ends`, { within });
    const keysOf = (name) => Object.fromEntries(Object.entries(peer.seen(name))
      .map(([effect, counts]) => [effect, Object.keys(counts).length]));
    const tag = (name) => `${name}.${database}`;

    test('answers at once, and a worker does the run', { timeout: 60_000 }, async () => {
      const fresh = await enqueue('two_effects', tag('plain'));
      assert.equal(fresh.status, 'queued');
      assert.equal((await enqueue('two_effects', tag('plain'))).id, fresh.id, 'one key, one job');
      let [, long] = (await client.expect(200, 'GET', '/v1/queues')).data;
      assert.deepEqual([long.name, long.queued, long.workers], ['long', 1, 0]);
      await startWorker();
      const done = await ended(fresh.id);
      assert.equal(done.status, 'succeeded', JSON.stringify(done.error));
      assert.equal(done.result.output.body.name, 'ship');
      assert.equal(done.progress.run_id, done.result.run_id);
      assertSoundJournal(await client.events(done.result.run_id));
      assert.deepEqual(keysOf(tag('plain')), { charge: 1, ship: 1 });
      [, long] = (await client.expect(200, 'GET', '/v1/queues')).data;
      assert.deepEqual([long.queued, long.running, long.workers], [0, 0, 1]);
    });

    test('a run that waits gives its slot back and goes on', { timeout: 60_000 }, async () => {
      const { id } = await enqueue('asks', tag('asks'));
      const run = await eventually(async () => {
        const { progress } = await job(id);
        const found = progress?.run_id && await client.run(progress.run_id);
        return found?.status === 'waiting' && found;
      }, 'it waits');
      await eventually(async () => (await job(id)).status === 'queued', 'the slot is free');
      await client.expect(200, 'POST', `/v1/runs/${run.id}/approvals`, { step: 'ask', approved: true });
      assert.equal((await ended(id)).status, 'succeeded');
      assert.deepEqual(keysOf(tag('asks')), { pay: 1 });
    });

    test('cancelling stops what runs', { timeout: 60_000 }, async () => {
      const { id } = await enqueue('held', tag('cancelled'));
      await peer.arrived(tag('cancelled'), 'hold');
      await client.expect(202, 'POST', `/v1/jobs/${id}/cancel`);
      assert.equal((await ended(id)).status, 'cancelled');
      const run = await client.run((await job(id)).progress.run_id);
      assert.equal(run.status, 'cancelled');
      peer.release(tag('cancelled'), 'hold');
      assertProblem(await client.post(`/v1/jobs/${id}/cancel`), 409, 'already_ended');
      assert.equal(keysOf(tag('cancelled')).last, undefined);
    });

    test('what failed is grouped by its cause and can be sent back', { timeout: 60_000 }, async () => {
      const { id } = await enqueue('breaks', tag('breaks'));
      const failed = await ended(id);
      assert.equal(failed.status, 'failed');
      assert.ok(failed.error.message);
      const { data: [group] } = await client.expect(200, 'GET', '/v1/job-failures');
      assert.deepEqual([group.kind, group.count], ['run', 1]);
      const listed = await client.all(`/v1/jobs?status=failed&cause=${encodeURIComponent(group.cause)}`);
      assert.deepEqual(listed.map((one) => one.id), [id]);
      assert.deepEqual(await client.expect(202, 'POST', '/v1/job-failures/redrive', { cause: group.cause }),
        { redriven: 1 });
      const again = await eventually(async () => {
        const now = await job(id);
        return now.status === 'failed' && now.redrives === 1 && now;
      }, 'it fails again');
      assert.notEqual(again.progress.run_id, failed.progress.run_id, 'as another run');
      await client.expect(202, 'POST', `/v1/jobs/${id}/redrive`);
      await eventually(async () => (await job(id)).redrives === 2 && hasEnded(await job(id)), 'again');
    });

    test('a stop hands the job to another worker', { timeout: 60_000 }, async () => {
      const { id } = await enqueue('held', tag('stopped'));
      await peer.arrived(tag('stopped'), 'hold');
      const others = [...workers];
      await startWorker();
      for (const worker of others) {
        assert.deepEqual(await worker.stop(), { code: 0, signal: null });
        workers.delete(worker);
      }
      peer.release(tag('stopped'), 'hold');
      assert.equal((await ended(id)).status, 'succeeded');
      assert.deepEqual(keysOf(tag('stopped')), { hold: 1, last: 1 });
    });

    test('a worker that wakes after its lease ran out changes nothing', { timeout: 60_000 }, async () => {
      await stopWorkers();
      const sleeper = await startWorker();
      const { id } = await enqueue('held', tag('frozen'));
      await peer.arrived(tag('frozen'), 'hold');
      sleeper.child.kill('SIGSTOP');
      await startWorker();
      const done = await ended(id);
      assert.equal(done.status, 'succeeded');
      peer.release(tag('frozen'), 'hold');
      sleeper.child.kill('SIGCONT');
      const next = await enqueue('two_effects', tag('after.frozen'));
      assert.equal((await ended(next.id)).status, 'succeeded');
      assert.deepEqual(await job(id), done);
      assert.deepEqual(keysOf(tag('frozen')), { hold: 1, last: 1 });
      assertSoundJournal(await client.events(done.result.run_id));
    });

    test('workers killed at random: none lost, none doubled, none stuck', { timeout: 120_000 }, async () => {
      await stopWorkers();
      const names = Array.from({ length: 60 }, (_, i) => tag(`killed.${i}`));
      const ids = [];
      for (const name of names) ids.push((await enqueue('two_effects', name)).id);
      let kills = 0;
      const isOver = async () => {
        const open = await client.all('/v1/jobs');
        return open.filter((one) => ids.includes(one.id)).every(hasEnded);
      };
      let seed = 7;
      const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
      while (kills < 24 && !(kills > 12 && await isOver())) {
        const worker = await startWorker();
        await new Promise((resolve) => setTimeout(resolve, 20 + random() * 250));
        await worker.kill();
        workers.delete(worker);
        ++kills;
        if (database === 'postgres' && kills === 10) {
          await postgres.down();
          await postgres.up();
          await eventually(() => client.expect(200, 'GET', '/v1/queues'), 'the API is back');
        }
      }
      await startWorker();
      await startWorker();
      for (const [i, id] of ids.entries()) {
        const done = await ended(id, 30_000);
        assert.equal(done.status, 'succeeded', JSON.stringify(done));
        assert.deepEqual(keysOf(names[i]), { charge: 1, ship: 1 });
      }
      console.log(`${database}: ${ids.length} jobs ended once, through ${kills} killed workers`);
    });
  });
}
