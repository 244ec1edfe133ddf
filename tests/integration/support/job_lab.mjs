// An API process and workers that come and go on one database; jobs that are runs against a peer
// which counts.
import assert from 'node:assert/strict';
import { assertSoundJournal, Client, hasEnded } from './client.mjs';
import { databaseOf } from './database.mjs';
import { eventually, startPlatform } from './platform.mjs';

const edge = (source, target) => ({ id: `${source}_${target}`, source, target });

// Cases of the peer are named by the input.
export function jobWorkflows(peer) {
  const post = (kind, name) => ({ id: name, kind: 'http_request', config: { method: 'POST',
    url: `${peer.url}/${kind}/{{ trigger.case }}/${name}`, body: { from: name } } });
  return {
    two_effects: {
      nodes: [{ id: 'start', kind: 'manual_trigger' }, post('effects', 'charge'),
        { id: 'pause', kind: 'delay', config: { seconds: 0.05 } }, post('effects', 'ship')],
      edges: [edge('start', 'charge'), edge('charge', 'pause'), edge('pause', 'ship')],
    },
    held: {
      nodes: [{ id: 'start', kind: 'manual_trigger' }, post('held', 'hold'), post('effects', 'last')],
      edges: [edge('start', 'hold'), edge('hold', 'last')],
    },
    asks: {
      nodes: [{ id: 'start', kind: 'manual_trigger' },
        { id: 'ask', kind: 'approval', config: { title: 'May it?' } }, post('effects', 'pay')],
      edges: [edge('start', 'ask'), { ...edge('ask', 'pay'), source_handle: 'approved' }],
    },
    breaks: {
      nodes: [{ id: 'start', kind: 'manual_trigger' }, post('effects', 'first'), post('flaky', 'then')],
      edges: [edge('start', 'first'), edge('first', 'then')],
    },
  };
}

export class JobLab {
  workers = new Set();

  constructor(peer, postgres, settings = {}) {
    Object.assign(this, { peer, postgres });
    this.settings = {
      'engine.lease_ttl': '500ms', 'engine.lease_renewal': '50ms', 'engine.rescue_interval': '20ms',
      'jobs.visibility': '1s', 'jobs.retry_base': '20ms', 'egress.allow': `127.0.0.1:${peer.port}`,
      ...settings };
  }

  async start() {
    this.databaseUrl = await this.postgres?.createDatabase();
    const platform = await startPlatform({ databaseUrl: this.databaseUrl, settings: this.settings });
    this.dataDir = platform.dataDir;
    const key = platform.demo.api_key;
    await platform.stop();
    this.api = await this.#process('engine');
    this.client = new Client(this.api.engineUrl, key);
    this.sql = databaseOf(this.postgres, this.databaseUrl, this.dataDir);
    this.agents = {};
    for (const [name, workflow] of Object.entries(jobWorkflows(this.peer)))
      this.agents[name] = await this.client.deploy(name, workflow);
    return this;
  }

  async end() {
    await Promise.all([...this.workers].map((worker) => worker.kill()));
    await this.api?.kill();
  }

  #process(command, more = {}) {
    return startPlatform({ command, dataDir: this.dataDir, databaseUrl: this.databaseUrl,
      settings: { ...this.settings, ...more } });
  }

  async startWorker(more) {
    const worker = await this.#process('worker', more);
    this.workers.add(worker);
    worker.exited.then(() => this.workers.delete(worker));
    return worker;
  }

  async stopWorkers() {
    await Promise.all([...this.workers].map((worker) => worker.stop()));
    this.workers.clear();
  }

  enqueue(agent, name, body = {}) {
    return this.client.expect(202, 'POST', `/v1/agents/${this.agents[agent].id}/runs`,
      { mode: 'async', input: { case: name }, ...body }, { 'Idempotency-Key': name });
  }

  job(id) { return this.client.expect(200, 'GET', `/v1/jobs/${id}`); }

  ended(id, within = 20_000) {
    return eventually(async () => {
      const now = await this.job(id);
      return hasEnded(now) && now;
    }, `${id} ends`, { within });
  }

  // How many keys each effect of a case was seen under.
  keysOf(name) {
    return Object.fromEntries(Object.entries(this.peer.seen(name))
      .map(([effect, counts]) => [effect, Object.keys(counts).length]));
  }

  async assertDoneOnce(id, name, within) {
    const done = await this.ended(id, within);
    assert.equal(done.status, 'succeeded', JSON.stringify(done));
    assert.deepEqual(this.keysOf(name), { charge: 1, ship: 1 }, name);
    assertSoundJournal(await this.client.events(done.result.run_id));
    return done;
  }
}
