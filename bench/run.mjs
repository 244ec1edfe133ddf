#!/usr/bin/env node
// Measures the platform beside the limit program, on this machine: `./x bench w1|w2|w3|w4|w5`.
//   [--db sqlite|postgres] [--queue database|sqs] [--seconds 5] [--repeats 3] [--jobs 10000]
//   [--backlog 100000] [--keep]
// w1 webhook → set → respond, durable · w2 chat turn: two model calls and a tool call · w3 as w2
// with 500 ms a model call, 200 and 2,000 at once · w4 runs on a queue, through 1 and 4 workers, how
// soon an idle worker begins, and beside another tenant's backlog · w5 cold start and idle memory.
// The last line is `w1 key=value …`; figures are medians of the repeats.
import { mkdirSync, mkdtempSync, rmSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openDatabase } from './runner/databases.mjs';
import { JobBench } from './runner/jobs.mjs';
import { deploy, startPlatform } from './runner/platform.mjs';
import { cpuSeconds, portOf, residentMiB, run, sleep, start, stop, stopAll }
  from './runner/processes.mjs';
import { startSqs } from './runner/sqs.mjs';

const { values: options, positionals: [name] } = parseArgs({
  allowPositionals: true,
  options: {
    db: { type: 'string', default: 'sqlite' }, seconds: { type: 'string', default: '5' },
    repeats: { type: 'string', default: '3' }, jobs: { type: 'string', default: '10000' },
    backlog: { type: 'string', default: '100000' }, queue: { type: 'string', default: 'database' },
    keep: { type: 'boolean', default: false },
  },
});
const build = process.env.BUILD_DIR;
const elevaite = `${build}/src/elevaite`;
const bench = (program) => `${build}/bench/bench_${program}`;
const directory = mkdtempSync(join(process.env.BENCH_DIR ?? tmpdir(), 'elevaite-bench-'));

const cases = {
  w1: { users: [1, 16, 64], latencyMs: 0, headline: 64 },
  w2: { users: [1, 16, 64], latencyMs: 0, headline: 64 },
  w3: { users: [200, 2000], latencyMs: 500, headline: 200, idealMs: 1000 },
};

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const round = (value, digits = 2) => Number(value.toFixed(digits));

async function load(target, users, isSlow) {
  const args = ['--url', target.url, '-c', users, '-d', options.seconds, '--body', target.body,
    '--warmup', isSlow ? 3 : 1, '--ramp', isSlow ? 1 : 0, '--expect', target.expect];
  for (const header of target.headers) args.push('--header', header);
  const watched = Object.entries(target.processes);
  const before = watched.map(([, pid]) => cpuSeconds(pid));
  const began = performance.now();
  let stdout;
  try {
    ({ stdout } = await run(bench('load'), args.map(String)));
  } catch (error) {
    stdout = error.stdout;  // with errors counted in it
    if (!stdout) throw error;
  }
  const result = JSON.parse(stdout);
  result.wall_seconds = (performance.now() - began) / 1000;
  result.cpu = { load: result.cpu_seconds };
  watched.forEach(([key, pid], i) => { result.cpu[key] = cpuSeconds(pid) - before[i]; });
  return result;
}

function summarise(results) {
  const pick = (read) => median(results.map(read));
  return {
    wall: pick((r) => r.wall_seconds), rps: pick((r) => r.rps), p50: pick((r) => r.p50_ms),
    p99: pick((r) => r.p99_ms),
    lowest: Math.min(...results.map((r) => r.rps)), highest: Math.max(...results.map((r) => r.rps)),
    errors: results.reduce((sum, r) => sum + r.errors, 0),
    firstError: results.find((r) => r.first_error)?.first_error,
    cpu: Object.fromEntries(
      Object.keys(results[0].cpu).map((key) => [key, pick((r) => r.cpu[key])])),
  };
}

async function prepareTargets(plan) {
  const database = await openDatabase(options.db, directory);
  const stub = start(bench('stub'), ['--latency-ms', String(plan.latencyMs)]);
  const stubUrl = `http://127.0.0.1:${await portOf(stub)}`;
  const mode = name === 'w1' ? 'w1' : 'w2';
  const limit = start(bench('limit'), ['--mode', mode, '--db', database.limitUrl, '--stub', stubUrl]);
  const limitUrl = `http://127.0.0.1:${await portOf(limit)}/`;
  const platform = await startPlatform(elevaite, directory, database.url, stubUrl);
  const shared = { stub: stub.pid, ...(database.pid ? { postgres: database.pid } : {}) };
  const target = await deploy(platform, mode, stubUrl);
  return {
    platform,
    engine: { ...target, processes: { engine: platform.child.pid, ...shared } },
    limit: { ...target, url: limitUrl, processes: { engine: limit.pid, ...shared } },
  };
}

function row(label, users, result, ratio) {
  const cpu = Object.entries(result.cpu).map(([key, value]) => `${key} ${round(value, 1)}`);
  return [label.padEnd(7), String(users).padStart(5), result.rps.toFixed(0).padStart(8),
    `${result.lowest.toFixed(0)}–${result.highest.toFixed(0)}`.padStart(15),
    result.p50.toFixed(2).padStart(9), result.p99.toFixed(2).padStart(9),
    String(result.errors).padStart(6), ratio.padStart(6), ' ', cpu.join(', ')].join(' ');
}

async function compare(plan) {
  const targets = await prepareTargets(plan);
  console.log(`${name} on ${options.db}, ${options.repeats} × ${options.seconds} s, medians\n`);
  console.log('target   users    req/s          range    p50 ms    p99 ms errors  ratio   CPU s');
  const last = { db: options.db };
  for (const users of plan.users) {
    const results = { limit: [], engine: [] };
    for (let i = 0; i < Number(options.repeats); ++i) {
      for (const key of ['limit', 'engine']) {
        results[key].push(await load(targets[key], users, plan.latencyMs > 0));
      }
    }
    const [limit, engine] = [summarise(results.limit), summarise(results.engine)];
    const ratio = engine.rps / limit.rps;
    console.log(row('limit', users, limit, ''));
    console.log(row('engine', users, engine, ratio.toFixed(2)));
    if (engine.firstError) console.log(`  first error: ${engine.firstError}`);
    Object.assign(last, figures(plan, users, engine, limit));
  }
  last.rss_mib = round(residentMiB(targets.platform.child.pid), 1);
  return last;
}

// The headline concurrency has the plain names; the others carry their number of users.
function figures(plan, users, engine, limit) {
  const suffix = users === plan.headline ? '' : `_c${users}`;
  const found = {
    [`rps${suffix}`]: round(engine.rps, 0), [`p50_ms${suffix}`]: engine.p50,
    [`p99_ms${suffix}`]: engine.p99, [`limit_rps${suffix}`]: round(limit.rps, 0),
    [`ratio${suffix}`]: round(engine.rps / limit.rps), [`errors${suffix}`]: engine.errors,
  };
  if (plan.idealMs) found[`added_ms${suffix}`] = round(engine.p50 - plan.idealMs, 1);
  const cpu = engine.cpu.engine / engine.rps / engine.wall;
  if (!plan.idealMs) found[`cpu_us${suffix}`] = round(cpu * 1e6, 0);
  return found;
}

async function measureStart() {
  const database = await openDatabase(options.db, directory);
  const starts = [];
  let idle = 0;
  for (let i = 0; i <= Number(options.repeats); ++i) {
    const platform = await startPlatform(elevaite, directory, database.url, 'http://127.0.0.1:9');
    // The first start also makes the tables and the demo tenant.
    if (i > 0) starts.push(platform.startMs);
    else console.log(`first start ${platform.startMs.toFixed(0)} ms`);
    await sleep(i === Number(options.repeats) ? 5000 : 500);
    idle = residentMiB(platform.child.pid);
    await stop(platform.child);
  }
  console.log(`later starts ${starts.map((ms) => ms.toFixed(0)).join(', ')} ms`);
  return { db: options.db, start_ms: round(median(starts), 0), rss_mib: round(idle, 1) };
}

// What one durable write a request costs without an engine: every job is at least that.
async function limitRate(database) {
  const limit = start(bench('limit'), ['--mode', 'w1', '--db', database.limitUrl, '--stub',
    'http://127.0.0.1:9']);
  const target = { url: `http://127.0.0.1:${await portOf(limit)}/`, headers: [],
    body: '{}', expect: 'Hello user', processes: {} };
  const { rps } = await load(target, 64, false);
  await stop(limit);
  return rps;
}

function openQueue() {
  if (options.queue === 'sqs') return startSqs();
  if (options.queue !== 'database') throw new Error('Which queue? database or sqs');
  return undefined;
}

async function measureJobs() {
  const database = await openDatabase(options.db, directory);
  const jobs = new JobBench();
  await jobs.prepare(elevaite, directory, database, await openQueue());
  const last = { db: options.db, queue: options.queue, limit_rps: round(await limitRate(database), 0) };
  console.log(`w4 on ${options.db}, queue ${options.queue}, ` +
    `${options.repeats} × ${options.jobs} jobs, medians\n`);
  console.log('workers   jobs/s          range   enqueued/s  ratio  CPU µs a job');
  for (const count of [1, 4]) {
    await jobs.setWorkers(count);
    await jobs.throughput(bench('load'), 500);  // warm
    const results = [];
    for (let i = 0; i < Number(options.repeats); ++i) {
      results.push(await jobs.throughput(bench('load'), Number(options.jobs)));
    }
    const rates = results.map((result) => result.rate);
    const [rate, ratio] = [median(rates), median(rates) / last.limit_rps];
    console.log([String(count).padStart(7), rate.toFixed(0).padStart(8),
      `${Math.min(...rates).toFixed(0)}–${Math.max(...rates).toFixed(0)}`.padStart(14),
      median(results.map((result) => result.enqueueRate)).toFixed(0).padStart(12),
      ratio.toFixed(2).padStart(6), ' ', Object.keys(results[0].cpuUs).map((key) =>
        `${key} ${median(results.map((result) => result.cpuUs[key])).toFixed(0)}`).join(', ')].join(' '));
    Object.assign(last, { [`jobs_c${count}`]: round(rate, 0), [`ratio_c${count}`]: round(ratio) });
  }
  Object.assign(last, await measurePickUps(jobs));
  return last;
}

// How soon an idle worker begins; and, while another tenant has a long backlog, how much later.
async function measurePickUps(jobs) {
  const found = {};
  for (const count of [1, 4]) {
    await jobs.setWorkers(count);
    const idle = await jobs.pickUps(jobs.small, 200, 10);
    Object.assign(found, { [`idle_p50_ms_c${count}`]: round(idle.p50),
      [`idle_p99_ms_c${count}`]: round(idle.p99) });
    console.log(`\n${count} idle: begun after p50 ${idle.p50.toFixed(2)} ms, p99 ${idle.p99.toFixed(2)} ms`);
  }
  Object.assign(found, await measureBeside(jobs));
  return found;
}

// Of another tenant than the one that has enqueued 100,000: while they are worked off, and while it
// enqueues more of them.
async function measureBeside(jobs) {
  await jobs.setWorkers(4);
  const alone = await jobs.pickUps(jobs.small, 100, 10);
  await jobs.setWorkers(0);
  await jobs.enqueue(bench('load'), Number(options.backlog));
  await jobs.setWorkers(4);
  await sleep(1000);
  const found = {};
  for (const when of ['loaded', 'filling']) {
    const more = when === 'filling' ? Math.floor(Number(options.backlog) / 4) : 0;
    const rest = more > 0 && jobs.enqueue(bench('load'), more);
    const before = await jobs.big.open();
    const beside = await jobs.pickUps(jobs.small, 100, 10);
    const left = await jobs.big.open();
    await rest;
    console.log(`${when}: beside ${before} to ${left} jobs begun after p50 ${beside.p50.toFixed(2)} ms, ` +
      `p99 ${beside.p99.toFixed(2)} ms, worst ${beside.worst.toFixed(2)} ms; alone p50 ` +
      `${alone.p50.toFixed(2)} ms, p99 ${alone.p99.toFixed(2)} ms`);
    Object.assign(found, { [`${when}_backlog`]: before, [`${when}_left`]: left,
      [`${when}_p50_ms`]: round(beside.p50), [`${when}_p99_ms`]: round(beside.p99),
      [`${when}_later_p50_ms`]: round(beside.p50 - alone.p50),
      [`${when}_later_p99_ms`]: round(beside.p99 - alone.p99) });
  }
  return found;
}

const others = { w4: measureJobs, w5: measureStart };

try {
  chmodSync(directory, 0o755);
  mkdirSync(join(directory, 'var'));
  if (!others[name] && !cases[name]) throw new Error('Which benchmark? w1, w2, w3, w4 or w5');
  const last = others[name] ? await others[name]() : await compare(cases[name]);
  const pairs = Object.entries(last).map(([key, value]) => `${key}=${value}`);
  await stopAll();
  console.log(`\n${name} ${pairs.join(' ')}`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await stopAll();
  if (!options.keep) rmSync(directory, { recursive: true, force: true });
}
