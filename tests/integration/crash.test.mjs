// `kill -9` between any two events of a journal: the run ends by itself, and nothing is doubled.
// The program kills itself right before, or right after, it commits its Nth journal event; N goes
// from 1 until a run is not hit any more, so no boundary is left out.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertSoundJournal, Client, hasEnded } from './support/client.mjs';
import { workflows } from './support/crash_workflows.mjs';
import { CountingPeer } from './support/peer.mjs';
import { eventually, startPlatform } from './support/platform.mjs';
import { startPostgres } from './support/postgres.mjs';

const kLanes = 3;  // most of a crash point is waiting for a lease to run out
const kMostEvents = 60;
let peer, postgres, pointsSwept = 0, repetitions = 0;

before(async () => {
  peer = await new CountingPeer().start();
  postgres = await startPostgres();
});
after(async () => {
  await peer?.stop();
  await postgres?.stop();
  console.log(`crash points swept: ${pointsSwept}; effects asked twice with one key: ${repetitions}`);
});

const shortLease = {
  'engine.lease_ttl': '500ms', 'engine.lease_renewal': '50ms', 'engine.rescue_interval': '20ms',
  'log.level': 'info',
};

// One database with all the workflows deployed; engines come and go on it.
class Lane {
  async prepare(isPostgres) {
    this.databaseUrl = isPostgres ? await postgres.createDatabase() : undefined;
    const platform = await startPlatform({ databaseUrl: this.databaseUrl });
    this.dataDir = platform.dataDir;
    this.key = platform.demo.api_key;
    const client = new Client(platform.engineUrl, this.key);
    this.plans = {};
    for (const [name, plan] of Object.entries(workflows)) {
      const { nodes, edges, ...expected } = plan(peer.url);
      this.plans[name] = { ...expected, agent: await client.deploy(name, { nodes, edges }) };
    }
    await platform.stop();
    return this;
  }

  start(settings = {}) {
    return startPlatform({
      command: 'engine', dataDir: this.dataDir, databaseUrl: this.databaseUrl,
      settings: { ...shortLease, 'egress.allow': `127.0.0.1:${peer.port}`, ...settings },
    });
  }
}

const input = (name) => ({ case: name, total: 250, items: ['a', 'b', 'c'] });

// Drives one run to its end through whatever dies on the way.
class Driver {
  wasKilled = false;
  hasApproved = false;

  constructor(lane, plan, name) {
    Object.assign(this, { lane, plan, name });
  }

  async use(platform) {
    this.platform = platform;
    this.client = new Client(platform.engineUrl, this.lane.key);
  }

  // A failed call of ours is no fault when the process is dead; the next one lives.
  async survive(call) {
    try {
      return await call();
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
      const { signal } = await Promise.race([
        this.platform.exited, new Promise((_, reject) => setTimeout(reject, 2_000, error).unref())]);
      assert.equal(signal, 'SIGKILL', this.platform.logs.join('\n'));
      this.wasKilled = true;
      await this.use(await this.lane.start());
      return undefined;
    }
  }

  async find() {
    const page = await this.client.expect(200, 'GET',
      `/v1/runs?agent=${this.plan.agent.id}&limit=20`);
    return page.data.find((run) => run.idempotency_key === this.name)?.id;
  }

  // The same request with the same key, but only while there is no such run.
  async begin() {
    const send = () => this.client.post(`/v1/agents/${this.plan.agent.id}/runs`,
      { input: input(this.name) }, { 'Idempotency-Key': this.name });
    let answer = await this.survive(send);
    if (!answer) {
      const id = await this.find();
      if (id) return id;
      answer = await send();
    }
    assert.ok([201, 202].includes(answer.status), answer.text);
    return answer.body.id;
  }

  async step(id) {
    const run = await this.survive(() => this.client.run(id));
    if (run && hasEnded(run)) return run;
    if (run?.status === 'waiting' && this.plan.approves && !this.hasApproved) {
      const answer = await this.survive(() => this.client.post(
        `/v1/runs/${id}/approvals`, { step: this.plan.approves, approved: true }));
      // Unanswered, the approval may have been stored or not: asking again may be a conflict.
      if (answer) {
        assert.ok(answer.status === 200 || (answer.status === 409 && this.wasKilled), answer.text);
        this.hasApproved = true;
      }
    }
    return null;
  }

  async finish() {
    const id = await this.begin();
    const run = await eventually(() => this.step(id), `${this.name} ends`, { every: 5 });
    return { run, events: await this.survive(() => this.client.events(id)) ??
      await this.client.events(id) };
  }
}

// How often an effect was asked again.
function assertRight(plan, name, { run, events }) {
  assert.equal(run.status, 'succeeded', JSON.stringify(run.error));
  if (typeof plan.output === 'function') assert.ok(plan.output(run.output), JSON.stringify(run.output));
  else assert.deepEqual(run.output, plan.output);
  assertSoundJournal(events);
  const seen = peer.seen(name);
  const keys = Object.fromEntries(
    Object.entries(seen).map(([effect, counts]) => [effect, Object.keys(counts).length]));
  assert.deepEqual(keys, plan.effects, 'each effect was seen under the keys that it should');
  let repeated = 0;
  for (const [effect, counts] of Object.entries(seen)) {
    for (const [key, count] of Object.entries(counts)) {
      repeated += count - 1;
      assert.ok(count <= 2, `${effect} was asked ${count} times with ${key} by one crash`);
    }
  }
  return repeated;
}

// What happened at this point: {wasKilled, repeated}.
async function crashAt(lane, workflow, setting, event) {
  const plan = lane.plans[workflow];
  const name = `${workflow}.${setting}.${event}.${lane.name}`;
  const driver = new Driver(lane, plan, name);
  await driver.use(await lane.start({ [`testing.${setting}`]: event }));
  let repeated;
  try {
    const outcome = await driver.finish();
    repeated = assertRight(plan, name, outcome);
    // Killed right after the last event the run may have answered already.
    if (driver.platform.wasKilled) driver.wasKilled = true;
  } catch (error) {
    error.message = `${name}: ${error.message}`;
    throw error;
  } finally {
    await driver.platform.kill();
  }
  if (driver.wasKilled) ++pointsSwept;
  return { wasKilled: driver.wasKilled, repeated };
}

async function sweep(lane, workflow) {
  let repeated = 0;
  for (const setting of ['kill_before_event', 'kill_after_event']) {
    let event = 1;
    for (;;) {
      const crash = await crashAt(lane, workflow, setting, event);
      repeated += crash.repeated;
      if (!crash.wasKilled) break;
      assert.ok(++event <= kMostEvents, `${workflow} has more events than expected`);
    }
    assert.ok(event > 3, `${workflow} was not killed where it should: ${setting} ${event}`);
  }
  // Otherwise no crash fell between an effect and its record, and the sweep has shown little.
  repetitions += repeated;
  assert.ok(repeated > 0, `no effect of ${workflow} was repeated with its key`);
}

for (const database of ['sqlite', 'postgres']) {
  test(`every boundary of every workflow, on ${database}`, { timeout: 400_000 }, async (t) => {
    const lanes = await Promise.all(Array.from({ length: kLanes }, async (_, i) => {
      const lane = await new Lane().prepare(database === 'postgres');
      lane.name = `${database}.${i}`;
      return lane;
    }));
    const names = Object.keys(workflows);
    const work = lanes.map(async (lane) => {
      for (let name = names.shift(); name; name = names.shift()) {
        await t.test(name, () => sweep(lane, name));
      }
    });
    await Promise.all(work);
  });
}
