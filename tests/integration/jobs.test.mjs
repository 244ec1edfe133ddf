// Runs on a queue: worked off elsewhere, waiting, cancelled, sent back, handed over, taken over.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertProblem, assertSoundJournal } from './support/client.mjs';
import { JobLab } from './support/job_lab.mjs';
import { CountingPeer } from './support/peer.mjs';
import { eventually } from './support/platform.mjs';
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

for (const database of ['sqlite', 'postgres']) {
  describe(`jobs on ${database}`, { concurrency: false }, () => {
    let lab, client;
    before(async () => {
      lab = await new JobLab(peer, database === 'postgres' ? postgres : undefined).start();
      ({ client } = lab);
    });
    after(() => lab?.end());
    const tag = (name) => `${name}.${database}`;

    test('answers at once, and a worker does the run', { timeout: 60_000 }, async () => {
      const fresh = await lab.enqueue('two_effects', tag('plain'));
      assert.equal(fresh.status, 'queued');
      assert.equal((await lab.enqueue('two_effects', tag('plain'))).id, fresh.id, 'one key, one job');
      let [, long] = (await client.expect(200, 'GET', '/v1/queues')).data;
      assert.deepEqual([long.name, long.queued, long.workers], ['long', 1, 0]);
      await lab.startWorker();
      const done = await lab.ended(fresh.id);
      assert.equal(done.status, 'succeeded', JSON.stringify(done.error));
      assert.equal(done.result.output.body.name, 'ship');
      assert.equal(done.progress.run_id, done.result.run_id);
      assertSoundJournal(await client.events(done.result.run_id));
      assert.deepEqual(lab.keysOf(tag('plain')), { charge: 1, ship: 1 });
      [, long] = (await client.expect(200, 'GET', '/v1/queues')).data;
      assert.deepEqual([long.queued, long.running, long.workers], [0, 0, 1]);
    });

    test('a run that waits gives its slot back and goes on', { timeout: 60_000 }, async () => {
      const { id } = await lab.enqueue('asks', tag('asks'));
      const run = await eventually(async () => {
        const { progress } = await lab.job(id);
        const found = progress?.run_id && await client.run(progress.run_id);
        return found?.status === 'waiting' && found;
      }, 'it waits');
      await eventually(async () => (await lab.job(id)).status === 'queued', 'the slot is free');
      await client.expect(200, 'POST', `/v1/runs/${run.id}/approvals`, { step: 'ask', approved: true });
      assert.equal((await lab.ended(id)).status, 'succeeded');
      assert.deepEqual(lab.keysOf(tag('asks')), { pay: 1 });
    });

    test('cancelling stops what runs', { timeout: 60_000 }, async () => {
      const { id } = await lab.enqueue('held', tag('cancelled'));
      await peer.arrived(tag('cancelled'), 'hold');
      await client.expect(202, 'POST', `/v1/jobs/${id}/cancel`);
      assert.equal((await lab.ended(id)).status, 'cancelled');
      const run = await client.run((await lab.job(id)).progress.run_id);
      assert.equal(run.status, 'cancelled');
      peer.release(tag('cancelled'), 'hold');
      assertProblem(await client.post(`/v1/jobs/${id}/cancel`), 409, 'already_ended');
      assert.equal(lab.keysOf(tag('cancelled')).last, undefined);
    });

    test('what failed is grouped by its cause and can be sent back', { timeout: 60_000 }, async () => {
      const { id } = await lab.enqueue('breaks', tag('breaks'));
      const failed = await lab.ended(id);
      assert.equal(failed.status, 'failed');
      assert.ok(failed.error.message);
      const { data: [group] } = await client.expect(200, 'GET', '/v1/job-failures');
      assert.deepEqual([group.kind, group.count], ['run', 1]);
      const listed = await client.all(`/v1/jobs?status=failed&cause=${encodeURIComponent(group.cause)}`);
      assert.deepEqual(listed.map((one) => one.id), [id]);
      assert.deepEqual(await client.expect(202, 'POST', '/v1/job-failures/redrive', { cause: group.cause }),
        { redriven: 1 });
      const again = await lab.ended(id);
      assert.deepEqual([again.status, again.redrives], ['succeeded', 1]);
      // As a retry: what had succeeded is not done again.
      const run = await client.run(again.result.run_id);
      assert.equal(run.retry_of, failed.progress.run_id);
      assert.deepEqual(lab.keysOf(tag('breaks')), { first: 1, then: 2 });
      assertProblem(await client.post(`/v1/jobs/${id}/redrive`), 409, 'not_failed');
    });

    test('a trigger can put its runs on a queue', { timeout: 60_000 }, async () => {
      const agent = await client.deploy('queued', {
        nodes: [{ id: 'hook', kind: 'webhook_trigger', config: { runs_on: 'quick_queue' } },
          { id: 'start', kind: 'manual_trigger', config: { runs_on: 'long_queue' } },
          { id: 'say', kind: 'set_fields',
            config: { mode: 'replace', fields: [{ name: 'a', value: 'b' }] } }],
        edges: [{ id: 'e1', source: 'hook', target: 'say' }, { id: 'e2', source: 'start', target: 'say' }],
      });
      const called = await client.expect(202, 'POST', agent.hooks[0].path, { any: 'thing' });
      const started = await client.expect(202, 'POST', `/v1/agents/${agent.id}/runs`, {});
      for (const [id, queue] of [[called.job_id, 'quick'], [started.id, 'long']]) {
        const done = await lab.ended(id);
        assert.deepEqual([done.status, done.queue, done.result.output], ['succeeded', queue, { a: 'b' }]);
      }
      const now = await client.expect(201, 'POST', `/v1/agents/${agent.id}/runs`,
        { mode: 'now', wait: true });
      assert.equal(now.status, 'succeeded');
    });

    test('what is too late is cut off', { timeout: 60_000 }, async () => {
      const { id } = await lab.enqueue('held', tag('late'), { timeout: 1 });
      await peer.arrived(tag('late'), 'hold');
      const late = await lab.ended(id);
      assert.deepEqual([late.status, late.error.reason], ['failed', 'deadline_passed']);
      assert.equal((await client.run(late.progress.run_id)).status, 'cancelled');
      peer.release(tag('late'), 'hold');
    });

    test('limits hold an agent back, and nobody else', { timeout: 60_000 }, async () => {
      const path = `/v1/job-limits/${lab.agents.two_effects.id}`;
      const limit = await client.expect(200, 'PUT', path, { max_running: 0 });
      assert.deepEqual((await client.expect(200, 'GET', '/v1/job-limits')).data, [limit]);
      // Workers know within a second.
      await new Promise((resolve) => { setTimeout(resolve, 1_200); });
      const { id } = await lab.enqueue('two_effects', tag('limited'));
      const other = await lab.enqueue('held', tag('not.limited'));
      await peer.arrived(tag('not.limited'), 'hold');
      peer.release(tag('not.limited'), 'hold');
      assert.equal((await lab.ended(other.id)).status, 'succeeded');
      const held = await lab.job(id);
      assert.deepEqual([held.status, held.attempt], ['queued', 0]);
      await client.expect(204, 'DELETE', path);
      assert.equal((await lab.ended(id)).attempt, 1);
      assertProblem(await client.request('PUT', path, {}), 400);
    });

    test('a stop hands the job to another worker', { timeout: 60_000 }, async () => {
      const { id } = await lab.enqueue('held', tag('stopped'));
      await peer.arrived(tag('stopped'), 'hold');
      const others = [...lab.workers];
      await lab.startWorker();
      for (const worker of others) {
        assert.deepEqual(await worker.stop(), { code: 0, signal: null });
        lab.workers.delete(worker);
      }
      peer.release(tag('stopped'), 'hold');
      assert.equal((await lab.ended(id)).status, 'succeeded');
      assert.deepEqual(lab.keysOf(tag('stopped')), { hold: 1, last: 1 });
    });

    test('a worker that wakes after its lease ran out changes nothing', { timeout: 60_000 }, async () => {
      await lab.stopWorkers();
      const sleeper = await lab.startWorker();
      const { id } = await lab.enqueue('held', tag('frozen'));
      await peer.arrived(tag('frozen'), 'hold');
      sleeper.child.kill('SIGSTOP');
      await lab.startWorker();
      const done = await lab.ended(id);
      assert.equal(done.status, 'succeeded');
      peer.release(tag('frozen'), 'hold');
      sleeper.child.kill('SIGCONT');
      const next = await lab.enqueue('two_effects', tag('after.frozen'));
      assert.equal((await lab.ended(next.id)).status, 'succeeded');
      assert.deepEqual(await lab.job(id), done);
      assert.deepEqual(lab.keysOf(tag('frozen')), { hold: 1, last: 1 });
      assertSoundJournal(await client.events(done.result.run_id));
    });
  });
}
