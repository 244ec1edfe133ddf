// Whatever dies, freezes or gets lost: each job ends, once, and each of its effects happens once.
// JOB_FAULTS=300 kills so many workers at random, with each kind of queue, instead of a dozen.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { hasEnded } from './support/client.mjs';
import { newId } from './support/database.mjs';
import { JobLab } from './support/job_lab.mjs';
import { CountingPeer } from './support/peer.mjs';
import { eventually } from './support/platform.mjs';
import { startPostgres } from './support/postgres.mjs';
import { operationOf, startSqs } from './support/sqs.mjs';

const kKills = Number(process.env.JOB_FAULTS ?? 12);
const kJobsAtOnce = 24;
const kMostPoints = 40;
let peer;
before(async () => { peer = await new CountingPeer().start(); });
after(() => peer?.stop());

// The same faults every time, as far as two processes can be made to do the same.
function randomOf(seed) {
  let state = seed;
  return () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
}
const sleep = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

// Most of it is waiting for leases to run out, so all queues at a time. With SQS the jobs are in
// PostgreSQL.
describe('faults of jobs', { concurrency: true }, () => {
  for (const database of ['sqlite', 'postgres', 'sqs']) describe(database, { concurrency: false }, () => {
    let lab, postgres, sqs;
    before(async () => {
      if (database !== 'sqlite') postgres = await startPostgres();
      if (database === 'sqs') sqs = await startSqs();
      lab = await new JobLab(peer, postgres, { 'jobs.lost_after': '1s',
        ...(sqs && { ...sqs.settings(), 'jobs.visibility': '2s' }) }).start();
    });
    after(async () => {
      await lab?.end();
      await sqs?.stop();
      await postgres?.stop();
    });

    // One worker that kills itself at the nth point, then one that lives.
    async function killAt(setting, point) {
      const name = `${setting}.${point}.${database}`;
      const doomed = await lab.startWorker({ [`testing.${setting}`]: point });
      const { id } = await lab.enqueue('two_effects', name);
      const isOver = lab.ended(id);
      await Promise.race([doomed.exited, isOver]);
      // It may die right after it has said that the job ended.
      await Promise.race([doomed.exited, sleep(200)]);
      const wasKilled = doomed.wasKilled;
      if (!wasKilled) await doomed.kill();
      await lab.startWorker();
      await isOver;
      await lab.assertDoneOnce(id, name);
      await lab.stopWorkers();
      return wasKilled;
    }

    // Where the queue is makes no difference to the run's journal.
    const settings = database === 'sqs' ? [] : ['kill_at_job_point', 'kill_before_event', 'kill_after_event'];
    for (const setting of settings) {
      test(`a worker dies at every point of ${setting}`, { timeout: 300_000 }, async () => {
        let points = 0;
        while (await killAt(setting, points + 1)) assert.ok(++points < kMostPoints, 'it goes on and on');
        // Claimed and ended, before and after; or four steps that are journalled.
        assert.ok(points >= 4, `only ${points} points`);
        console.log(`${database}: ${points} points of ${setting}`);
      });
    }

    // Messages get lost, doubled, late and early.
    const tamperings = [
      'DELETE FROM queue_messages WHERE visible_at % 3 = 0',
      `INSERT INTO queue_messages (queue, id, tenant_id, lane, body, sent_at, visible_at, receive_count)
        SELECT queue, ${newId(database === 'postgres')}, tenant_id, lane, body, sent_at, sent_at, 0
        FROM queue_messages WHERE visible_at % 2 = 0 AND dead_at IS NULL`,
      'UPDATE queue_messages SET visible_at = sent_at + (visible_at % 7) * 100000',
      'UPDATE queue_messages SET visible_at = 0, receipt = NULL WHERE receipt IS NOT NULL',
    ].map((sql) => () => lab.sql(sql));
    // The next answers of the gate before SQS; and the emulator dies with all that it has.
    const mangle = (mangled) => () => {
      let left = 8;
      sqs.change = (request, bytes) => {
        if (operationOf(request.headers) !== 'ReceiveMessage' || left-- <= 0) return bytes;
        const answer = JSON.parse(bytes);
        return Buffer.from(JSON.stringify({ ...answer, Messages: mangled(answer.Messages ?? []) }));
      };
    };
    const sqsTamperings = [mangle((messages) => messages.slice(1)),
      mangle((messages) => [...messages, ...messages].reverse()), () => sqs.restart(),
      () => sqs.fail((_, __, headers) => operationOf(headers) === 'DeleteMessage', 500, 'InternalError', 4)];

    test('all at once, at random', { timeout: 3_600_000 }, async () => {
      const random = randomOf({ sqlite: 11, postgres: 7, sqs: 5 }[database]);
      const counts = { kills: 0, freezes: 0, tampered: 0, restarts: 0 };
      const jobs = new Map();
      const zombies = new Set();
      const top = async () => {
        while (jobs.size < (counts.kills + 1) * kJobsAtOnce / 2) {
          const name = `random.${jobs.size}.${database}`;
          // Who is frozen may hold the lock of the SQLite file: then the answer is to come again.
          const made = await eventually(() => lab.enqueue('two_effects', name), `${name} is taken in`);
          jobs.set(name, made.id);
        }
      };
      // Beyond the visibility timeout and the lease: others have done what it had when it wakes.
      const freeze = async (worker) => {
        worker.child.kill('SIGSTOP');
        ++counts.freezes;
        await sleep(sqs ? 2_500 : 1_500);
        worker.child.kill('SIGCONT');
        await sleep(500);
        await worker.kill();
        ++counts.kills;
      };
      while (counts.kills < kKills) {
        await top();
        const [victim, other] = [await lab.startWorker(), await lab.startWorker()];
        await sleep(20 + random() * 250);
        if (random() < 0.4) {
          const choices = sqs ? sqsTamperings : tamperings;
          await choices[Math.floor(random() * choices.length)]();
          ++counts.tampered;
        }
        if (random() < 0.2) {
          const zombie = freeze(other);
          zombies.add(zombie);
          zombie.then(() => zombies.delete(zombie));
        } else {
          await other.kill();
          ++counts.kills;
        }
        await victim.kill();
        ++counts.kills;
        if (postgres && counts.kills % 10 < 2) {
          await postgres.down();
          await postgres.up();
          ++counts.restarts;
          await eventually(() => lab.client.expect(200, 'GET', '/v1/queues'), 'the API is back');
        }
      }
      await Promise.all(zombies);
      const [one, two] = [await lab.startWorker(), await lab.startWorker()];
      const lastFault = performance.now();
      const open = 'SELECT count(*) FROM jobs WHERE finished_at IS NULL';
      await eventually(async () => await lab.sql(open) === '0', 'all have ended', { within: 60_000 });
      const settled = performance.now() - lastFault;
      for (const [name, id] of jobs) await lab.assertDoneOnce(id, name);
      await one.stop();
      await two.stop();
      for (const [name, id] of jobs) await lab.assertDoneOnce(id, name);
      assert.ok((await lab.client.all('/v1/jobs')).every(hasEnded));
      console.log(`${database}: ${jobs.size} jobs ended once, each effect once, through ` +
        `${JSON.stringify(counts)}; all had ended ${Math.round(settled)} ms after the last fault`);
    });
  });
});
