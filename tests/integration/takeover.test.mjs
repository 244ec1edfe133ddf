// Several engines on one PostgreSQL: whoever dies, freezes or loses the database, each run goes on
// once.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertSoundJournal, Client, hasEnded } from './support/client.mjs';
import { workflows } from './support/crash_workflows.mjs';
import { CountingPeer } from './support/peer.mjs';
import { eventually, startPlatform } from './support/platform.mjs';
import { startPostgres } from './support/postgres.mjs';

let peer, postgres, databaseUrl, dataDir, key, agents;
const running = [];

const edge = (source, target) => ({ id: `${source}_${target}`, source, target });
const held = (peerUrl) => ({
  nodes: [{ id: 'start', kind: 'manual_trigger' },
    { id: 'hold', kind: 'http_request',
      config: { method: 'POST', url: `${peerUrl}/held/{{ trigger.case }}/hold`, body: {} } },
    { id: 'last', kind: 'http_request',
      config: { method: 'POST', url: `${peerUrl}/effects/{{ trigger.case }}/last`, body: {} } }],
  edges: [edge('start', 'hold'), edge('hold', 'last')],
});

before(async () => {
  peer = await new CountingPeer().start();
  postgres = await startPostgres();
  databaseUrl = await postgres.createDatabase();
  const platform = await startPlatform({ databaseUrl });
  ({ dataDir } = platform);
  key = platform.demo.api_key;
  const client = new Client(platform.engineUrl, key);
  const { nodes, edges } = workflows.linear(peer.url);
  agents = { linear: await client.deploy('linear', { nodes, edges }),
    held: await client.deploy('held', held(peer.url)) };
  await platform.stop();
});
after(async () => {
  await Promise.all(running.map((engine) => engine.kill()));
  await peer?.stop();
  await postgres?.stop();
});

async function startEngine(settings = {}) {
  const engine = await startPlatform({ command: 'engine', dataDir, databaseUrl, settings: {
    'engine.lease_ttl': '500ms', 'engine.lease_renewal': '50ms',
    'engine.rescue_interval': '20ms', 'egress.allow': `127.0.0.1:${peer.port}`, ...settings } });
  running.push(engine);
  engine.client = new Client(engine.engineUrl, key);
  return engine;
}

const start = (engine, agent, name) => engine.client.expect(202, 'POST',
  `/v1/agents/${agents[agent].id}/runs`, { input: { case: name } }, { 'Idempotency-Key': name });

const ended = (engine, id) => eventually(async () => {
  const run = await engine.client.run(id);
  return hasEnded(run) && run;
}, `${id} ends`);

const keysOf = (name) => Object.fromEntries(Object.entries(peer.seen(name))
  .map(([effect, counts]) => [effect, Object.keys(counts).length]));

test('a second engine finishes the run of one that was killed', { timeout: 60_000 }, async () => {
  const [first, second] = [await startEngine(), await startEngine()];
  const { id } = await start(first, 'held', 'killed');
  await peer.arrived('killed', 'hold');
  await first.kill();
  const run = await ended(second, id);
  assert.equal(run.status, 'succeeded');
  const events = await second.client.events(id);
  assertSoundJournal(events);
  const owners = events.filter((event) => event.type === 'run_resumed');
  assert.equal(owners.length, 1, 'taken over once');
  assert.deepEqual(keysOf('killed'), { hold: 1, last: 1 });
  assert.equal(peer.requests.filter((r) => r.case === 'killed' && r.name === 'hold').length, 2);
  await second.stop();
});

test('an engine that wakes after its lease ran out changes nothing', { timeout: 60_000 }, async () => {
  const [sleeper, second] = [await startEngine(), await startEngine()];
  const { id } = await start(sleeper, 'held', 'frozen');
  await peer.arrived('frozen', 'hold');
  await sleeper.child.kill('SIGSTOP');
  const run = await ended(second, id);
  assert.equal(run.status, 'succeeded');
  const events = await second.client.events(id);
  assert.equal(events.filter((event) => event.type === 'run_resumed').length, 1);

  peer.release('frozen', 'hold');
  sleeper.child.kill('SIGCONT');
  // It serves again, and what it answers about the run is what the other one recorded. A run of
  // its own, started afterwards, is behind whatever it still tried to write about the old one.
  const next = await eventually(() => start(sleeper, 'linear', 'after.frozen'), 'it serves again');
  assert.equal((await ended(sleeper, next.id)).status, 'succeeded');
  const now = await sleeper.client.events(id);
  assert.deepEqual(now, events);
  assertSoundJournal(now);
  assert.equal((await sleeper.client.run(id)).status, 'succeeded');
  assert.deepEqual(keysOf('frozen'), { hold: 1, last: 1 });
  assert.equal(peer.requests.filter((r) => r.case === 'frozen' && r.name === 'last').length, 1);
  await sleeper.stop();
  await second.stop();
});

test('a stop in the middle of a run hands it to the next start', { timeout: 60_000 }, async () => {
  const first = await startEngine();
  const { id } = await start(first, 'held', 'stopped');
  await peer.arrived('stopped', 'hold');
  assert.deepEqual(await first.stop(), { code: 0, signal: null });
  const second = await startEngine();
  assert.equal((await ended(second, id)).status, 'succeeded');
  assertSoundJournal(await second.client.events(id));
  assert.deepEqual(keysOf('stopped'), { hold: 1, last: 1 });
  await second.stop();
});

test('one delivery makes one run, however often and wherever it is sent', { timeout: 60_000 }, async () => {
  const [first, second] = [await startEngine(), await startEngine()];
  const send = (engine) => engine.client.post(`/v1/agents/${agents.linear.id}/runs`,
    { input: { case: 'same' }, wait: 10 }, { 'Idempotency-Key': 'same' });
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, i) => send(i % 2 ? first : second)));
  for (const answer of answers) assert.ok([201, 202].includes(answer.status), answer.text);
  assert.equal(new Set(answers.map((answer) => answer.body.id)).size, 1);
  const fresh = answers.filter((answer) => !answer.headers.get('Idempotent-Replayed'));
  assert.equal(fresh.length, 1, 'one answer is not a repetition');
  await ended(first, answers[0].body.id);
  assert.deepEqual(keysOf('same'), { charge: 1, ship: 1 });
  await Promise.all([first.stop(), second.stop()]);
});

test('a database that restarts under load loses and doubles nothing', { timeout: 120_000 }, async () => {
  const engine = await startEngine({ 'engine.lease_ttl': '5s' });
  // The load goes on until the database is back, so that it is under way while it is gone.
  let isBack = false;
  let [next, answered] = [0, 0];
  let half;
  const isHalf = new Promise((resolve) => { half = resolve; });
  const client = async () => {
    while (!isBack) {
      const name = `load.${next++}`;
      await eventually(async () => {
        const answer = await engine.client.post(`/v1/agents/${agents.linear.id}/runs`,
          { input: { case: name } }, { 'Idempotency-Key': name });
        if (![201, 202].includes(answer.status)) {
          assert.equal(answer.status, 503, answer.text);
          return false;
        }
        return true;
      }, `${name} is accepted`, { within: 60_000 });
      if (++answered === 100) half();
    }
  };
  const clients = Array.from({ length: 16 }, client);
  await isHalf;
  await postgres.down();
  assert.ok(next > answered, 'somebody waits for it');
  await postgres.up();
  isBack = true;
  await Promise.all(clients);
  const total = next;
  const runs = await eventually(async () => {
    const all = (await engine.client.all(`/v1/runs?agent=${agents.linear.id}&limit=200`))
      .filter((run) => run.idempotency_key?.startsWith('load.'));
    return all.every(hasEnded) && all;
  }, 'every run ends', { within: 60_000, every: 100 });
  assert.equal(runs.length, total);
  assert.equal(new Set(runs.map((run) => run.idempotency_key)).size, total);
  for (const run of runs) {
    assert.equal(run.status, 'succeeded', JSON.stringify(run.error));
    assert.deepEqual(keysOf(run.idempotency_key), { charge: 1, ship: 1 });
  }
  for (const run of runs.slice(0, 40)) assertSoundJournal(await engine.client.events(run.id));
  await engine.stop();
});
