#!/usr/bin/env node
// Bursts through real workers, beside what terraform/scaling.mjs says of them: whether its queue is like
// ours. BUILD_DIR=build/release node bench/burst.mjs. AWS's part of the policy, when tasks come and go,
// cannot run here.
import { createServer } from 'node:http';
import { once } from 'node:events';
import { Client } from '../tests/integration/support/client.mjs';
import { eventually, startPlatform } from '../tests/integration/support/platform.mjs';
import { simulate } from '../terraform/scaling.mjs';

const kSlots = 8;
// Of which one tenant has at most three quarters.
const kSlotsOfTenant = 6;
const kJobSeconds = 2;

const slow = createServer((_, response) => setTimeout(() => response.end('{}'), kJobSeconds * 1000));
slow.listen(0, '127.0.0.1');
await once(slow, 'listening');
const { port } = slow.address();
const workflow = {
  nodes: [
    { id: 'start', kind: 'manual_trigger' },
    { id: 'wait', kind: 'http_request', config: { method: 'GET', url: `http://127.0.0.1:${port}/` } },
  ],
  edges: [{ id: 'start_wait', source: 'start', target: 'wait' }],
};

function simulated(jobs, workers) {
  return simulate({
    policy: {
      min: workers,
      max: workers,
      target: 1,
      out_cooldown: 0,
      in_cooldown: 0,
      backlog: { quick: 1 },
      counts_taken: true,
    },
    task: { slots: kSlotsOfTenant, begins_a_second: 1000, start_seconds: 0, stop_seconds: 0 },
    aws: { metric_delay: 60, high_points: 3, low_points: 15, low_share: 0.9 },
    load: { quick: { takes: kJobSeconds, arrivals: (second) => (second === 0 ? jobs : 0) } },
    seconds: 300,
  }).queues.quick.oldest;
}

async function measured(jobs, workers) {
  const settings = { 'jobs.slots': kSlots, 'egress.allow': `127.0.0.1:${port}` };
  const seed = await startPlatform({ settings });
  const {
    dataDir,
    demo: { api_key: key },
  } = seed;
  await seed.stop();
  const api = await startPlatform({ command: 'engine', dataDir, settings });
  const client = new Client(api.engineUrl, key);
  const agent = await client.deploy('burst', workflow);
  const sent = await Promise.all(
    Array.from({ length: jobs }, () =>
      client.expect(202, 'POST', `/v1/agents/${agent.id}/runs`, { mode: 'async', queue: 'quick' }),
    ),
  );
  // Workers come when all jobs are there: the burst begins with them.
  const began = Date.now();
  const running = await Promise.all(
    Array.from({ length: workers }, () => startPlatform({ command: 'worker', dataDir, settings })),
  );
  const ended = await eventually(
    async () => {
      const all = (await client.all('/v1/jobs')).filter(({ id }) => sent.some((job) => job.id === id));
      return all.every(({ status }) => status === 'succeeded') && all;
    },
    'all jobs have ended',
    { within: 120_000, every: 500 },
  );
  for (const process of [...running, api]) await process.stop();
  const first = Math.min(...ended.map(({ started_at: at }) => Date.parse(at)));
  const last = Math.max(...ended.map(({ started_at: at }) => Date.parse(at)));
  return { oldest: (last - first) / 1000, start: (first - began) / 1000 };
}

for (const [jobs, workers] of [
  [60, 1],
  [60, 2],
  [120, 4],
]) {
  const { oldest, start } = await measured(jobs, workers);
  console.log(
    `burst jobs=${jobs} workers=${workers} slots=${kSlots} seconds=${kJobSeconds} ` +
      `last_began_after_s=${oldest.toFixed(2)} simulated_s=${simulated(jobs, workers)} ` +
      `workers_began_after_s=${start.toFixed(2)}`,
  );
}
slow.closeAllConnections();
slow.close();
