// What staging and production cost a month: `node terraform/cost.mjs`. Quantities come from the Terraform and
// the values of each environment, prices and what is assumed of the traffic from prices.json.
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { read_files } from '../tests/cloud/support/files.mjs';
import { load_tree } from '../tests/cloud/support/tree.mjs';
import { read_capacity, read_policy, turns_a_second } from './capacity.mjs';

const read_prices = () => JSON.parse(fs.readFileSync(new URL('prices.json', import.meta.url), 'utf8'));

const local = (module, name) => module.locals.find((candidate) => candidate.name === name).value;

// Alarms as modules/observability makes them: one entry of each map for each thing that is watched.
function count_alarms(tree, call, zones_with_nat) {
  const module = tree.modules.get('modules/observability');
  const each = (name) => Object.keys(local(module, name)).length;
  // A map that is made for each thing is written as an expression; its entries begin with "${thing}-.
  const entries = (name) => [...String(local(module, name)).matchAll(/^\s*"\$\{\w+\}-[\w-]+" = \{/gm)].length;
  return (
    entries('queue_alarms') * Object.keys(call.queues).length +
    entries('target_alarms') * 2 +
    entries('service_alarms') * Object.keys(call.services).length +
    each('database_alarms') +
    each('edge_alarms') +
    zones_with_nat
  );
}

const task_hour = ({ cpu, memory }, price) =>
  (cpu / 1024) * price('fargate_vcpu_hour') + (memory / 1024) * price('fargate_gb_hour');

// What of the price is left when tasks beyond the least are partly on Spot.
const on_spot = ({ worker_spot_weight: weight }, price) =>
  1 - (weight / (weight + 1)) * (1 - price('fargate_spot_share'));

function task_rows(values, assumed, price, hours) {
  const task = (size) => hours * task_hour(size, price);
  const rows = ['auth', 'engine', 'worker'].map((name) => [
    `${name}: ${values[name].min} × ${values[name].cpu} CPU, ${values[name].memory} MiB`,
    values[name].min * task(values[name]),
  ]);
  // Tasks beyond the least run for a share of the time; workers partly on Spot.
  const more = ({ min, max }) => (max - min) * assumed.busy_share;
  const extra =
    more(values.auth) * task(values.auth) +
    more(values.engine) * task(values.engine) +
    more(values.worker) * task(values.worker) * on_spot(values, price);
  rows.push([`scaling out, ${Math.round(assumed.busy_share * 100)} % of the room above`, extra]);
  const running = ['auth', 'engine', 'worker'].reduce(
    (sum, name) => sum + values[name].min + more(values[name]),
    0,
  );
  rows.push(['Container Insights', running * price('container_insights_task')]);
  return rows;
}

function network_rows(values, assumed, price, hours, tree) {
  const addresses = values.nat_gateway_count + values.zone_count;
  const firewall = tree.modules.get('modules/alb').objects.find(({ type }) => type === 'aws_wafv2_web_acl');
  return [
    [
      `NAT: ${values.nat_gateway_count}, ${assumed.nat_gb} GB`,
      values.nat_gateway_count * hours * price('nat_gateway_hour') + assumed.nat_gb * price('nat_gb'),
    ],
    [`public addresses: ${addresses}`, addresses * hours * price('public_ipv4_hour')],
    [
      'load balancer',
      hours * (price('alb_hour') + assumed.load_balancer_capacity_units * price('alb_lcu_hour')),
    ],
    [
      `firewall: ${firewall.body.rule.length} rules`,
      price('waf_acl') +
        firewall.body.rule.length * price('waf_rule') +
        assumed.requests_million * price('waf_million_requests'),
    ],
  ];
}

function data_rows(values, assumed, price, hours) {
  const { instance_class: instance, multi_az: twice, storage_gb: storage } = values.database;
  const zones = twice ? 2 : 1;
  return [
    [
      `database: ${instance}${twice ? ', two zones' : ''}, ${storage} GB`,
      zones * (hours * price(instance) + storage * price('rds_storage_gb')),
    ],
    [`files: ${assumed.files_gb} GB`, assumed.files_gb * price('s3_gb')],
    [`queues: ${assumed.queue_million} million requests`, assumed.queue_million * price('sqs_million')],
    ['Qdrant Cloud', assumed.qdrant_usd],
  ];
}

function watch_rows(tree, module, values, assumed, price) {
  const call = module.modules.find(({ name }) => name === 'observability').body;
  const alarms = count_alarms(tree, call, values.nat_gateway_count);
  const secrets =
    Object.keys(local(module, 'platform_secrets')).length +
    values.model_vendors.length +
    Object.keys(values.sign_in_client_ids ?? {}).length +
    1; // RDS keeps one of its own
  // One of each environment, one of bootstrap in its account.
  const keys = [...tree.modules.values()]
    .flatMap(({ objects }) => objects)
    .filter(({ type }) => type === 'aws_kms_key').length;
  return [
    [`alarms: ${alarms}`, alarms * price('alarm')],
    [`logs: ${assumed.log_gb} GB`, assumed.log_gb * price('log_gb')],
    [`secrets: ${secrets}, keys: ${keys}`, secrets * price('secret') + keys * price('kms_key')],
    [`Vercel: ${assumed.vercel_members} paying members`, assumed.vercel_members * price('vercel_member')],
  ];
}

// {rows: [what, USD a month], total}
export function estimate(tree, environment, book = read_prices()) {
  const module = tree.modules.get(`environments/${environment}`);
  const { values } = tree.values.get(`environments/${environment}`);
  const assumed = book.assumed[environment];
  const hours = book.hours_a_month;
  const price = price_of(book);
  const rows = [
    ...task_rows(values, assumed, price, hours),
    ...network_rows(values, assumed, price, hours, tree),
    ...data_rows(values, assumed, price, hours),
    ...watch_rows(tree, module, values, assumed, price),
  ];
  return { rows, total: rows.reduce((sum, [, usd]) => sum + usd, 0) };
}

const price_of = (book) => (name) => {
  if (!book.prices[name]) throw new Error(`prices.json has no price of ${name}`);
  return book.prices[name].usd;
};

/** USD for 1,000 chat turns: {rows, full: on full tasks, whole: as a share of the whole month}. */
export function thousand_turns(tree, environment, book = read_prices(), capacity = read_capacity()) {
  const price = price_of(book);
  const { values } = tree.values.get(`environments/${environment}`);
  const { assumed, measured } = capacity;
  const gigabytes = (kilobytes) => (1000 * kilobytes) / 1e6;
  const zones = values.database.multi_az ? 2 : 1;
  const full = {
    'engine task':
      (1000 / turns_a_second(tree, environment, capacity) / 3600) * task_hour(values.engine, price),
    'traffic through NAT': gigabytes(assumed.turn_kilobytes_out) * price('nat_gb'),
    'a month in the database': gigabytes(measured.turn_kilobytes_stored) * zones * price('rds_storage_gb'),
  };
  return with_share(full, tree, environment, book, assumed.turns_a_month[environment]);
}

/** The same for 1,000 long tasks of one worker slot each. */
export function thousand_tasks(tree, environment, book = read_prices(), capacity = read_capacity()) {
  const price = price_of(book);
  const { values } = tree.values.get(`environments/${environment}`);
  const { assumed } = capacity;
  const { backlog } = read_policy(tree, environment);
  const task_hours = (1000 * assumed.long_job_seconds) / 3600 / backlog.long;
  const full = {
    'worker task': task_hours * task_hour(values.worker, price) * on_spot(values, price),
    'requests to the queue': ((1000 * queue_requests(assumed)) / 1e6) * price('sqs_million'),
    'a result kept for a month': ((1000 * assumed.long_job_megabytes_stored) / 1000) * price('s3_gb'),
  };
  return with_share(full, tree, environment, book, assumed.long_tasks_a_month[environment]);
}

// Sent, received, deleted, counted; and kept hidden every third of jobs.visibility (30 s).
const queue_requests = (assumed) => assumed.queue_requests_a_job + Math.floor(assumed.long_job_seconds / 10);

function with_share(full, tree, environment, book, a_month) {
  const total = Object.values(full).reduce((sum, usd) => sum + usd, 0);
  return {
    rows: full,
    full: total,
    a_month,
    whole: (estimate(tree, environment, book).total / a_month) * 1000,
  };
}

function unit_lines(tree, environment, book) {
  return [
    ['chat turns', thousand_turns],
    ['long tasks', thousand_tasks],
  ].flatMap(([what, of]) => {
    const { rows, full, whole, a_month } = of(tree, environment, book);
    const parts = Object.entries(rows).map(([name, usd]) => `${name} ${usd.toFixed(5)}`);
    return [
      `  ${`1,000 ${what}, on full tasks`.padEnd(52)} ${full.toFixed(4).padStart(8)}`,
      `    ${parts.join(', ')}`,
      `  ${`  as a share of all of it, with ${a_month.toLocaleString('en')} a month`.padEnd(52)} ` +
        whole.toFixed(2).padStart(8),
    ];
  });
}

export async function report() {
  const book = read_prices();
  const tree = await load_tree(read_files());
  const lines = [`USD a month at list prices of ${book.date}, ${book.region}; ${book.note}`];
  for (const environment of ['staging', 'production']) {
    const { rows, total } = estimate(tree, environment, book);
    lines.push(
      '',
      environment,
      ...rows.map(([what, usd]) => `  ${what.padEnd(52)} ${usd.toFixed(2).padStart(8)}`),
    );
    const { total: meant, rows: summed, reasons } = book.proposal[environment];
    lines.push(`  ${'together'.padEnd(52)} ${total.toFixed(0).padStart(8)}`);
    lines.push(`  ${`the proposal says (its rows sum to ${summed})`.padEnd(52)} ${meant.padStart(8)}`);
    lines.push(...reasons.map((reason) => `    - ${reason}`), ...unit_lines(tree, environment, book));
  }
  return lines.join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(await report());
