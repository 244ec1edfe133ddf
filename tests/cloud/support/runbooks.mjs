// What is wrong between the alarms and docs/runbooks: each alarm has its page, each page its alarm, and what
// a page names is there.
import fs from 'node:fs';
import path from 'node:path';
import { repository } from './files.mjs';
import { metric_names } from './metrics.mjs';

const folder = path.join(repository, 'docs/runbooks');
const sections = ['What it means', 'What users see', 'Look', 'Do', 'Over when'];
// No alarm of CloudWatch: AWS Budgets and Cost Anomaly Detection tell the same topic.
const beside_alarms = ['cost'];

export const read_runbooks = () =>
  new Map(
    fs
      .readdirSync(folder)
      .filter((name) => name.endsWith('.md'))
      .map((name) => [name.slice(0, -'.md'.length), fs.readFileSync(path.join(folder, name), 'utf8')]),
  );

// {alarm, runbook} of every entry, as it is written: ${role}-oldest is one, whatever the queues are.
export function alarms_of(tree) {
  const module = tree.modules.get('modules/observability');
  const groups = module.locals.filter(({ name }) => name.endsWith('_alarms'));
  return groups.flatMap(({ name, value }) => {
    if (typeof value === 'object')
      return Object.entries(value).map(([alarm, body]) => ({ alarm, runbook: body.runbook }));
    // An entry ends where the next one begins.
    const entries = value.split(/^.*?"(?=[^"\n]+" =>? \{$)/m).slice(1);
    const bodies = value.split(/^\s*says\s+=/m).length - 1;
    if (entries.length !== bodies)
      throw new Error(`${name}: ${bodies} alarms, ${entries.length} can be read`);
    return entries.map((entry) => ({
      alarm: entry.slice(0, entry.indexOf('"')),
      runbook: entry.match(/runbook\s+= "([^"]+)"/)?.[1],
    }));
  });
}

const routes = ['auth', 'engine'].flatMap((name) =>
  Object.entries(
    JSON.parse(fs.readFileSync(path.join(repository, `api/${name}.json`), 'utf8')).paths,
  ).flatMap(([route, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${route}`)),
);
const keys = new Set(
  [
    ...fs
      .readFileSync(path.join(repository, 'docs/configuration.md'), 'utf8')
      .matchAll(/^\| `([a-z0-9_.]+)` \|/gm),
  ].map(([, key]) => key),
);
const key_groups = new Set([...keys].map((key) => key.split('.')[0]));

function* page_problems(name, text) {
  for (const title of sections) if (!text.includes(`\n## ${title}\n`)) yield `no section "${title}"`;
  if (!text.startsWith(`# ${name}: `)) yield 'its title must begin with its name';
  const looks = text.split('\n## Look\n')[1]?.split('\n## ')[0] ?? '';
  if (!looks.includes('```')) yield 'no command says how to look';
  for (const [, route] of text.matchAll(/`((?:GET|PUT|POST|PATCH|DELETE) \/v1[^`]*)`/g))
    if (!routes.includes(route)) yield `there is no route ${route}`;
  for (const [metric] of text.matchAll(/\belevaite_(?!app\b|owner\b)[a-z_]+/g))
    if (!metric_names.has(metric)) yield `there is no metric ${metric}`;
  for (const [, key] of text.matchAll(/`([a-z0-9]+\.[a-z_]+)`/g))
    if (key_groups.has(key.split('.')[0]) && key !== 'database.url' && !keys.has(key) && !is_value(key))
      yield `there is no key ${key}`;
  for (const [, target] of text.matchAll(/\]\(([^)#]+)/g))
    if (!fs.existsSync(path.join(folder, target))) yield `a link to ${target}, which is not there`;
}

// Values of terraform.tfvars are written the same way: database.instance_class.
const variables = fs.readFileSync(
  path.join(repository, 'terraform/environments/production/variables.tf'),
  'utf8',
);
const is_value = (key) => {
  const [name, attribute] = key.split('.');
  const type = variables.match(new RegExp(`variable "${name}" \\{\\n\\s+type\\s+= object\\((.*)\\)`))?.[1];
  return type?.includes(`${attribute} = `) ?? false;
};

export function runbook_problems(tree, books) {
  const problems = [];
  const alarms = alarms_of(tree);
  const index = books.get('README') ?? '';
  const named = new Set(beside_alarms);
  for (const { alarm, runbook } of alarms) {
    named.add(runbook);
    if (!runbook) problems.push(`${alarm} names no runbook`);
    else if (!books.has(runbook))
      problems.push(`${alarm} names ${runbook}, which docs/runbooks does not have`);
  }
  for (const [name, text] of books) {
    if (name === 'README') continue;
    if (!named.has(name)) problems.push(`${name} is no alarm's runbook`);
    if (!index.includes(`(${name}.md)`)) problems.push(`${name} is not in the README`);
    for (const problem of page_problems(name, text)) problems.push(`${name}: ${problem}`);
  }
  const { body } = tree.modules
    .get('modules/observability')
    .objects.find(({ type }) => type === 'aws_cloudwatch_metric_alarm');
  if (!body.alarm_description.includes('${var.runbooks_url}/${each.value.runbook}.md'))
    problems.push('alarm_description does not say where the runbook is');
  for (const environment of ['staging', 'production']) {
    const call = tree.modules
      .get(`environments/${environment}`)
      .modules.find(({ name }) => name === 'observability').body;
    if (!/\/docs\/runbooks$/.test(call.runbooks_url))
      problems.push(`${environment}: runbooks_url is another folder`);
  }
  return problems;
}
