// The estimate follows the Terraform, stays in the researched range, and hides nothing from the budget.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { estimate, report, thousand_tasks, thousand_turns } from '../../terraform/cost.mjs';
import { read_capacity } from '../../terraform/capacity.mjs';
import { read_files } from './support/files.mjs';
import { load_tree } from './support/tree.mjs';
import { plant } from './support/plant.mjs';

const files = read_files();
const tree = await load_tree(files);
const staging_values = 'environments/staging/terraform.tfvars';

async function cost_with(what, instead) {
  return estimate(await load_tree(plant(files, staging_values, what, instead)), 'staging').total;
}

test('both environments cost about what was computed by hand', () => {
  const [staging, production] = ['staging', 'production'].map((name) => estimate(tree, name).total);
  assert.ok(staging > 100 && staging < 150, `staging ${staging}`);
  assert.ok(production > 400 && production < 600, `production ${production}`);
});

test('a task of a quarter vCPU costs what the price list says', () => {
  const [[what, usd]] = estimate(tree, 'staging').rows;
  assert.match(what, /^auth: 1 × 256 CPU, 512 MiB$/);
  assert.ok(Math.abs(usd - 730 * (0.25 * 0.03238 + 0.5 * 0.00356)) < 0.001, String(usd));
});

test('the budget of each environment leaves room for it, and not much', () => {
  for (const name of ['staging', 'production']) {
    const budget = tree.values.get(`environments/${name}`).values.monthly_budget_usd;
    const { total } = estimate(tree, name);
    assert.ok(budget > total && budget < 1.6 * total, `${name}: ${budget} for ${total}`);
  }
});

test('what is larger costs more', async () => {
  const { total } = estimate(tree, 'staging');
  const hour = 730;
  const second_gateway = await cost_with('nat_gateway_count = 1', 'nat_gateway_count = 2');
  // The gateway, its address, and its alarm.
  assert.ok(Math.abs(second_gateway - total - hour * 0.05 - 0.1) < 0.001);
  assert.ok((await cost_with('multi_az              = false', 'multi_az = true')) > total + 10);
  assert.ok(
    (await cost_with('auth               = { cpu = 256', 'auth               = { cpu = 512')) > total,
  );
});

test('a size without a price is refused rather than free', async () => {
  await assert.rejects(cost_with('db.t4g.micro', 'db.r8g.large'), /no price of db\.r8g\.large/);
});

test('the report has the proposal beside it, with reasons and the date', async () => {
  const text = await report();
  for (const word of ['2026-11-23', 'staging', 'production', '50–70', '250–350', 'NAT'])
    assert.ok(text.includes(word), word);
});

test('1,000 chat turns cost what an hour of an engine task and their bytes do', () => {
  const { rows, full, whole } = thousand_turns(tree, 'production');
  // 281 turns a second of a task of 1 vCPU and 2 GB.
  const by_hand = (1000 / (0.6 / (2 / 2842 / 0.33)) / 3600) * (0.03238 + 2 * 0.00356);
  assert.ok(Math.abs(rows['engine task'] - by_hand) < 1e-9, `${rows['engine task']}`);
  assert.ok(Math.abs(rows['traffic through NAT'] - 0.01 * 0.045) < 1e-9);
  assert.ok(full > 0.001 && full < 0.01, `${full}`);
  assert.ok(Math.abs(whole - estimate(tree, 'production').total / 1000) < 1e-9);
});

test('1,000 long tasks cost what their worker, their messages and their results do', () => {
  const { rows, full } = thousand_tasks(tree, 'production');
  // 150 at a time in a task of half a vCPU, four fifths of it on Spot.
  const task_hour = 0.5 * 0.03238 + 0.00356;
  assert.ok(Math.abs(rows['worker task'] - (1000 / 30 / 150) * task_hour * (1 - 0.8 * 0.7)) < 1e-9);
  assert.ok(Math.abs(rows['requests to the queue'] - 16 * 1000 * 0.4e-6) < 1e-9);
  assert.ok(full > rows['worker task']);
});

test('a slower machine or a larger task costs more for each turn', async () => {
  const { full } = thousand_turns(tree, 'production');
  const capacity = read_capacity();
  capacity.measured.turns_a_second /= 10;
  assert.ok(thousand_turns(tree, 'production', undefined, capacity).full > full);
  assert.match(await report(), /1,000 chat turns, on full tasks +0\.00\d\d\n/);
  assert.match(await report(), /1,000 long tasks, on full tasks +0\.\d{4}\n/);
});
