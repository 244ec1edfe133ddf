// The estimate follows the Terraform, stays in the researched range, and hides nothing from the budget.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { estimate, report } from '../../terraform/cost.mjs';
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
