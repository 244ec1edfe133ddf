// What the platform carries: `node terraform/capacity.mjs`, or ./x capacity. The policy and the sizes come
// from the Terraform, speeds from what was measured (capacity.json), the loads from loads.mjs.
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { read_files, repository } from '../tests/cloud/support/files.mjs';
import { load_tree } from '../tests/cloud/support/tree.mjs';
import { stated_loads } from './loads.mjs';
import { simulate } from './scaling.mjs';

export const read_capacity = () =>
  JSON.parse(fs.readFileSync(new URL('capacity.json', import.meta.url), 'utf8'));

const local = (module, name) => module.locals.find((candidate) => candidate.name === name).value;
const object = (module, name) =>
  module.objects.find(
    (candidate) => candidate.name === name && candidate.type === 'aws_appautoscaling_policy',
  ).body;

const escaped = (text) => text.replace(/["$(){}]/g, '\\$&');

function expect(holds, what) {
  if (!holds) throw new Error(`terraform/scaling.mjs simulates another policy: ${what}`);
}

/** The policy of the workers as modules/ecs_service and the environment state it. */
export function read_policy(tree, environment) {
  const module = tree.modules.get('modules/ecs_service');
  const body = object(module, 'backlog');
  const [tracking] = body.target_tracking_scaling_policy_configuration;
  const [specification] = tracking.customized_metric_specification;
  const [, formula] = specification.metrics;
  expect(
    formula.expression === '(${local.wanted_tasks}) / IF(FILL(running, 0) < 1, 1, FILL(running, 0))',
    `its formula is ${formula.expression}`,
  );
  const wanted = local(module, 'wanted_tasks');
  expect(wanted.includes('"(${id} + ${id}_taken) / ${var.backlog[name]}"'), `a task's share is ${wanted}`);
  const metrics = local(module, 'queue_metrics');
  for (const [id, metric] of [
    ['(id)', 'Visible'],
    ['"${id}_taken"', 'NotVisible'],
  ])
    expect(
      new RegExp(`${escaped(id)} += \\{.*"ApproximateNumberOfMessages${metric}"`).test(metrics),
      `no ${id}`,
    );
  const { values } = tree.values.get(`environments/${environment}`);
  return {
    min: values.worker.min,
    max: values.worker.max,
    target: tracking.target_value,
    out_cooldown: tracking.scale_out_cooldown,
    in_cooldown: tracking.scale_in_cooldown,
    backlog: values.backlog_per_worker,
    counts_taken: true,
  };
}

const configuration = fs.readFileSync(`${repository}docs/configuration.md`, 'utf8');
const slots = () => Number(/^\| `jobs\.slots` \| integer \| `(\d+)`/m.exec(configuration)[1]);

/** Seconds of a vCPU for one chat turn and one job: all that the machine of the benchmarks did for it. */
export function vcpu_seconds({ measured, assumed }) {
  const each = (rate) => measured.cores / rate / assumed.vcpu_share_of_core;
  return { turn: each(measured.turns_a_second), job: each(measured.jobs_a_second) };
}

/** One worker task, for simulate(). A job is a turn and what its queue costs. */
export function worker_task(tree, environment, capacity) {
  const { turn, job } = vcpu_seconds(capacity);
  const { values } = tree.values.get(`environments/${environment}`);
  const common = local(tree.modules.get(`environments/${environment}`), 'common');
  return {
    slots: slots(),
    begins_a_second: values.worker.cpu / 1024 / (turn + job),
    start_seconds: capacity.assumed.start_seconds,
    stop_seconds: Number.parseInt(common.ELEVAITE_SHUTDOWN_GRACE, 10),
  };
}

/** Chat turns a second of one engine task at the CPU that its scaling holds. */
export function turns_a_second(tree, environment, capacity) {
  const { values } = tree.values.get(`environments/${environment}`);
  const engine = tree.modules
    .get(`environments/${environment}`)
    .modules.find(({ name }) => name === 'engine').body;
  return ((values.engine.cpu / 1024) * (engine.target_cpu_percent / 100)) / vcpu_seconds(capacity).turn;
}

/** Simulates every stated load, or `loads`; {name: {says, result}}. */
export function simulate_all(tree, environment, capacity, change = {}) {
  const policy = { ...read_policy(tree, environment), ...change };
  const task = worker_task(tree, environment, capacity);
  const loads = Object.entries(stated_loads(capacity.assumed));
  return Object.fromEntries(
    loads.map(([name, { says, load, seconds }]) => [
      name,
      { says, result: simulate({ policy, task, aws: capacity.aws, load, seconds }) },
    ]),
  );
}

/** The most quick jobs, sent within 10 s, of which none waits for more than `seconds`. */
export function greatest_burst(tree, environment, capacity, seconds = 60) {
  const policy = read_policy(tree, environment);
  const task = worker_task(tree, environment, capacity);
  const { quick_job_seconds: takes } = capacity.assumed;
  const oldest = (jobs) =>
    simulate({
      policy,
      task,
      aws: capacity.aws,
      seconds: 900,
      load: {
        quick: { takes, arrivals: (second) => (second >= 10 && second < 20 ? jobs / 10 : 0) },
        long: { takes, arrivals: () => 0 },
      },
    }).queues.quick.oldest;
  let [holds, breaks] = [0, 1_000_000];
  while (breaks - holds > 100) {
    const middle = Math.round((holds + breaks) / 2);
    if (oldest(middle) <= seconds) holds = middle;
    else breaks = middle;
  }
  return Math.floor(holds / 100) * 100;
}

const number = (value) => Math.round(value).toLocaleString('en');

function table(tree, environment, capacity) {
  const row = (...cells) =>
    `  ${cells[0].padEnd(22)}${cells
      .slice(1)
      .map((cell) => cell.padStart(13))
      .join('')}`;
  return [
    row('load', 'oldest quick', 'oldest long', 'most tasks', 'task hours', 'changes'),
    ...Object.entries(simulate_all(tree, environment, capacity)).map(([name, { result }]) => {
      const age = ({ oldest, left }) => `${number(oldest)} s${left > 1000 ? ' …' : ''}`;
      const { queues, most_tasks, task_hours, changes } = result;
      return row(
        name,
        age(queues.quick),
        age(queues.long),
        `${most_tasks}`,
        task_hours.toFixed(1),
        `${changes}`,
      );
    }),
  ];
}

function environment_lines(tree, environment, capacity) {
  const policy = read_policy(tree, environment);
  const task = worker_task(tree, environment, capacity);
  const turns = number(turns_a_second(tree, environment, capacity));
  return [
    '',
    environment,
    `  an engine task: ${turns} chat turns/s at the CPU that is held`,
    `  a worker task: begins ${number(task.begins_a_second)} jobs/s, ${task.slots} of each queue at a time`,
    `  workers: ${policy.min} to ${policy.max}; one for each ${policy.backlog.quick} quick or ` +
      `${policy.backlog.long} long jobs that wait or are worked on`,
    '  greatest burst of quick jobs of which none waits for more than 60 s: ' +
      number(greatest_burst(tree, environment, capacity)),
    ...table(tree, environment, capacity),
  ];
}

const slower = ({ assumed, ...capacity }) => ({
  ...capacity,
  assumed: { ...assumed, quick_job_seconds: 4 * assumed.quick_job_seconds },
});

export async function report() {
  const capacity = read_capacity();
  const tree = await load_tree(read_files());
  const { measured, assumed } = capacity;
  const says = Object.entries(stated_loads(assumed)).map(([name, load]) => `  ${name}: ${load.says}`);
  return [
    `Measured (${measured.where}):`,
    `  ${measured.turns_a_second} chat turns/s, ${measured.jobs_a_second} jobs/s, ` +
      `${measured.at_once} runs at once`,
    'Assumed, and measured nowhere:',
    `  a vCPU of Fargate is ${assumed.vcpu_share_of_core} of such a core; a task serves after ` +
      `${assumed.start_seconds} s; a quick job takes ${assumed.quick_job_seconds} s, a long one ` +
      `${assumed.long_job_seconds} s, most of it waiting`,
    'Loads:',
    ...says,
    ...['staging', 'production'].flatMap((name) => environment_lines(tree, name, capacity)),
    '',
    'production, when quick jobs take four times as long',
    ...table(tree, 'production', slower(capacity)),
    '(…: not worked off at the end)',
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(await report());
