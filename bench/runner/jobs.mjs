// W4: runs on a queue. An API process takes them in, worker processes work them off, and all that is
// measured is read from the API: when a job was created, when a worker began it, when it ended.
import { apiKey, caller, environmentOf, startPlatform, startProcess } from './platform.mjs';
import { cpuSeconds, run, sleep, stop } from './processes.mjs';

const kPollMs = 50;
const kNobody = 'http://127.0.0.1:9';

const workflow = {
  nodes: [{ id: 'start', kind: 'manual_trigger', config: {} },
    { id: 'set', kind: 'set_fields', config: { mode: 'replace',
      fields: [{ name: 'greeting', value: 'Hello {{ trigger.name }}' }] } }],
  edges: [{ id: 'start-set', source: 'start', target: 'set' }],
};

// One tenant, with its agent.
class Tenant {
  static async make(name, key, engineUrl) {
    const tenant = new Tenant();
    tenant.call = caller(engineUrl, key);
    tenant.key = key;
    const draft = { name: `Bench ${name}`, slug: `bench-${name}`, workflow };
    tenant.agent = await tenant.call('POST', '/v1/agents', draft);
    await tenant.call('POST', `/v1/agents/${tenant.agent.id}/deploy`, {});
    return tenant;
  }

  get path() { return `/v1/agents/${this.agent.id}/runs`; }

  // From the creation of a job, which then goes through its commit, to a worker's claim.
  async pickUpMs() {
    const { id } = await this.call('POST', this.path, { mode: 'async', input: { name: 'one' } });
    for (;;) {
      const job = await this.call('GET', `/v1/jobs/${id}`);
      if (job.started_at) return micros(job.started_at) / 1000 - micros(job.created_at) / 1000;
      await sleep(2);
    }
  }

  async open() {
    const { data } = await this.call('GET', '/v1/queues');
    return data.reduce((sum, queue) => sum + queue.queued + queue.running + queue.retrying, 0);
  }
}

const micros = (text) => {
  const [, seconds, digits = ''] = /^(.*?)(?:\.(\d+))?Z$/.exec(text);
  return Date.parse(`${seconds}Z`) * 1000 + Number(digits.padEnd(6, '0'));
};

export class JobBench {
  workers = [];

  // A first start makes the tables, the demo tenant and a second one. `queue`: where the queues are
  // when not in the database; a process and what tells of it.
  async prepare(binary, directory, database, queue) {
    const databaseUrl = database.url;
    Object.assign(this, { database, binary, queue });
    this.environment = { ...environmentOf(directory, databaseUrl, kNobody), ...queue?.environment };
    const platform = await startPlatform(binary, directory, databaseUrl, kNobody);
    const signUp = await caller(platform.authBase)('POST', '/v1/auth/sign-up',
      { email: 'b@example.test', password: 'seven tidy wombats dance' });
    const { secret } = await caller(platform.authBase, signUp.access_token)(
      'POST', '/v1/api-keys', { name: 'bench' });
    const demoKey = await apiKey(platform);
    await stop(platform.child);
    this.engine = await startProcess(binary, 'engine', this.environment, directory);
    this.big = await Tenant.make('a', demoKey, this.engine.base);
    this.small = await Tenant.make('b', secret, this.engine.base);
    this.directory = directory;
  }

  async setWorkers(count) {
    while (this.workers.length > count) await stop(this.workers.pop().child);
    while (this.workers.length < count) {
      this.workers.push(await startProcess(this.binary, 'worker', this.environment, this.directory));
    }
  }

  enqueue(load, count, users = 64) {
    return run(load, ['--url', this.engine.base + this.big.path, '-c', String(users), '-n', String(count),
      '--body', '{"mode":"async","input":{"name":"user {{i}}"}}', '--expect', '"status":"queued"',
      '--header', `authorization: Bearer ${this.big.key}`]);
  }

  // `count` jobs, from the first request to the last end.
  async throughput(load, count) {
    const before = this.#cpu();
    const began = performance.now();
    await this.enqueue(load, count);
    const enqueued = performance.now();
    while (await this.big.open() > 0) await sleep(kPollMs);
    const seconds = (performance.now() - began) / 1000;
    const cpu = this.#cpu();
    for (const name of Object.keys(cpu)) cpu[name] = ((cpu[name] - before[name]) / count) * 1e6;
    return { rate: count / seconds, enqueueRate: count / ((enqueued - began) / 1000), cpuUs: cpu };
  }

  // Seconds so far, of all processes of a kind.
  #cpu() {
    const of = (pids) => pids.reduce((sum, pid) => sum + cpuSeconds(pid), 0);
    const cpu = { engine: of([this.engine.child.pid]),
      workers: of(this.workers.map((one) => one.child.pid)) };
    if (this.database.pid) cpu.postgres = of([this.database.pid]);
    if (this.queue) cpu.queue = of([this.queue.pid]);
    return cpu;
  }

  async pickUps(tenant, count, pauseMs) {
    const all = [];
    for (let i = 0; i < count; ++i) {
      all.push(await tenant.pickUpMs());
      await sleep(pauseMs);
    }
    all.sort((a, b) => a - b);
    const at = (part) => all[Math.min(all.length - 1, Math.floor(all.length * part))];
    return { p50: at(0.5), p99: at(0.99), worst: all.at(-1) };
  }
}
