// The simulation is right where it can be computed by hand, reads the policy from the Terraform, and shows
// that the stated loads are carried. UPDATE_GOLDEN=1 writes its report into docs/capacity.md.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import {
  greatest_burst,
  read_capacity,
  read_policy,
  report,
  simulate_all,
  turns_a_second,
  vcpu_seconds,
  worker_task,
} from '../../terraform/capacity.mjs';
import { simulate } from '../../terraform/scaling.mjs';
import { read_files, repository } from './support/files.mjs';
import { plant } from './support/plant.mjs';
import { load_tree } from './support/tree.mjs';

const files = read_files();
const tree = await load_tree(files);
const capacity = read_capacity();
const planted = async (...fault) => load_tree(plant(files, ...fault));
const scaling = 'modules/ecs_service/scaling.tf';

// A small world: tasks of two slots that start in 60 s.
const policy = {
  min: 1,
  max: 10,
  target: 1,
  out_cooldown: 30,
  in_cooldown: 300,
  backlog: { quick: 2 },
  counts_taken: true,
};
const task = { slots: 2, begins_a_second: 100, start_seconds: 60, stop_seconds: 100 };
const { aws } = capacity;
const at_once = (jobs, takes) => ({ quick: { takes, arrivals: (second) => (second === 0 ? jobs : 0) } });
const small = (load, seconds, change = {}) =>
  simulate({ policy: { ...policy, ...change }, task: { ...task, ...change }, aws, load, seconds });

test('jobs wait for a slot, in their order', () => {
  // Two at once for 10 s each: the fifth and sixth of six begin after 20 s.
  const { queues } = small(at_once(6, 10), 60);
  assert.deepEqual(queues.quick, { jobs: 6, oldest: 20, deepest: 4, left: 0 });
});

test('a task begins only so many jobs a second', () => {
  const { queues } = small(at_once(6, 1), 60, { slots: 100, begins_a_second: 2 });
  assert.equal(queues.quick.oldest, 2);
});

test('tasks are added after three points, a minute late, and serve after they have started', () => {
  // 60 jobs of an hour are thirty tasks' work, and ten are the most.
  const { minutes, most_tasks } = small(at_once(60, 3600), 600);
  const ordered = minutes.findIndex(({ desired }) => desired === 10);
  // Points of the first three minutes, the last of which is known at the end of the fourth.
  assert.equal(ordered, 3);
  assert.equal(
    minutes.findIndex(({ running }) => running === 10),
    ordered + 1,
  );
  assert.equal(most_tasks, 10);
});

test('tasks are taken away only after fifteen low points, and hand back what they have not ended', () => {
  const load = { quick: { takes: 200, arrivals: (second) => (second < 600 ? 0.05 : 0.002) } };
  const { minutes, queues } = small(load, 4 * 3600);
  const peak = Math.max(...minutes.map(({ running }) => running));
  const last_high = minutes.findLastIndex(({ running }) => running === peak);
  assert.ok(peak >= 5, `${peak}`);
  // The load ends with minute 9, counted from 0, and what is under way with minute 13.
  assert.ok(last_high >= 9 + 15, `${last_high}`);
  assert.equal(minutes.at(-1).running, 1);
  assert.equal(queues.quick.left, 0);
});

test('the same load gives the same answer, and every job is there at the end', () => {
  const run = () => small({ quick: { takes: 7, arrivals: (second) => 0.3 + 0.2 * Math.sin(second) } }, 3600);
  assert.deepEqual(run(), run());
  assert.ok(Math.abs(run().queues.quick.jobs - 1080) < 3);
});

test('the policy is the one that Terraform states', () => {
  assert.deepEqual(read_policy(tree, 'production'), {
    min: 2,
    max: 20,
    target: 1,
    out_cooldown: 30,
    in_cooldown: 300,
    backlog: { quick: 200, long: 150 },
    counts_taken: true,
  });
  assert.deepEqual([read_policy(tree, 'staging').min, read_policy(tree, 'staging').max], [1, 4]);
  assert.equal(worker_task(tree, 'production', capacity).slots, 256);
  assert.equal(worker_task(tree, 'production', capacity).stop_seconds, 100);
});

test('what Terraform changes is simulated', async () => {
  const slower = await planted(scaling, 'scale_out_cooldown = 30', 'scale_out_cooldown = 90');
  assert.equal(read_policy(slower, 'production').out_cooldown, 90);
  const larger = await planted('environments/production/terraform.tfvars', 'max = 20', 'max = 40');
  assert.equal(read_policy(larger, 'production').max, 40);
});

for (const [name, what, instead] of [
  ['another formula', 'FILL(running, 0) < 1, 1', 'FILL(running, 0) < 2, 2'],
  ['another share', '(${id} + ${id}_taken) / ', '${id} / '],
  ['another metric', '"ApproximateNumberOfMessagesNotVisible"', '"ApproximateNumberOfMessagesDelayed"'],
]) {
  test(`${name} is refused rather than simulated wrongly`, async () => {
    const changed = await planted(scaling, what, instead);
    assert.throws(() => read_policy(changed, 'production'), /simulates another policy/);
  });
}

const stated = simulate_all(tree, 'production', capacity);
for (const [name, { says, result }] of Object.entries(stated)) {
  test(`production, ${name}: nothing waits for more than 60 s (${says})`, () => {
    for (const { oldest, left } of Object.values(result.queues)) {
      assert.ok(oldest <= 60, `${oldest} s`);
      assert.equal(left, 0);
    }
    assert.ok(result.most_tasks <= 20);
  });
}

test('the ten-fold day ends with the tasks that it began with, and moves seldom', () => {
  const { minutes, changes } = stated['ten-fold day'].result;
  assert.ok(changes < 40, `${changes}`);
  assert.ok(Math.max(...minutes.map(({ running }) => running)) < 20, 'the most is not reached');
});

test('scaled by what waits alone, the same day goes up and down and jobs wait for minutes', () => {
  const change = { counts_taken: false, backlog: { quick: 200, long: 20 } };
  const { result } = simulate_all(tree, 'production', capacity, change)['ten-fold day'];
  assert.ok(result.queues.quick.oldest > 180, `${result.queues.quick.oldest}`);
  assert.ok(result.changes > 2 * stated['ten-fold day'].result.changes, `${result.changes}`);
});

for (const [name, change] of [
  ['a tenth of the workers at most', { max: 2 }],
  ['a target five times as high', { target: 5 }],
]) {
  test(`the simulation sees that ${name} would not do`, () => {
    const { result } = simulate_all(tree, 'production', capacity, change)['ten-fold day'];
    assert.ok(result.queues.quick.oldest > 60, `${result.queues.quick.oldest}`);
  });
}

test('tasks that need two minutes to start would still do', () => {
  const slow = { ...capacity, assumed: { ...capacity.assumed, start_seconds: 120 } };
  for (const [name, { result }] of Object.entries(simulate_all(tree, 'production', slow)))
    assert.ok(result.queues.quick.oldest <= 60, `${name}: ${result.queues.quick.oldest}`);
});

test('the greatest burst holds, and a larger one does not', () => {
  const burst = greatest_burst(tree, 'production', capacity);
  assert.ok(burst > 5000, `${burst}`);
  assert.ok(greatest_burst(tree, 'production', capacity, 30) < burst);
});

test('what is said to be measured stands in docs/benchmarks.md', () => {
  const page = fs.readFileSync(path.join(repository, 'docs/benchmarks.md'), 'utf8');
  const { measured } = capacity;
  const number = (value) => value.toLocaleString('en');
  assert.ok(page.includes(`${number(measured.turns_a_second)} turns/s`));
  assert.ok(page.includes(`${number(measured.jobs_a_second)} jobs/s`));
  assert.ok(page.includes(`the same, ${number(measured.at_once)} at once`));
  assert.ok(page.includes(`${measured.turn_kilobytes_stored} KB`));
  assert.ok(page.includes('with 2 cores') && measured.cores === 2);
});

test('a task carries what was measured, by its share of the machine', () => {
  const { turn } = vcpu_seconds(capacity);
  assert.ok(Math.abs(turn - 2 / 2842 / 0.33) < 1e-9);
  // One vCPU, held at 60 %.
  assert.ok(Math.abs(turns_a_second(tree, 'production', capacity) - 0.6 / turn) < 1e-6);
});

test('docs/capacity.md has the report of ./x capacity', async () => {
  const page = path.join(repository, 'docs/capacity.md');
  const text = fs.readFileSync(page, 'utf8');
  const wanted = text
    .replace(/(<!-- .\/x capacity -->\n```\n)[\s\S]*?(\n```)/, (_, from, to) => from + '@' + to)
    .replace('@', await report());
  if (process.env.UPDATE_GOLDEN) fs.writeFileSync(page, wanted);
  else assert.equal(text, wanted, 'run UPDATE_GOLDEN=1 node --test tests/cloud/capacity.test.mjs');
});
