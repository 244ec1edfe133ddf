// What self-hosting is watched with: Prometheus parses it, the program has it, and nothing that it has is
// left out.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import { catalogue } from '../cloud/support/metrics.mjs';
import { variables } from './support/configuration_keys.mjs';
import { dashboardFindings, expressionFindings, panelsOf, rulesFindings } from './support/monitoring.mjs';
import { assertCaught, plant, read } from './support/repository.mjs';

const folder = 'packaging/monitoring';
const rules = read(`${folder}/rules.yaml`);
const dashboard = read(`${folder}/dashboard.json`);

test('the catalogue is read from the sources', () => {
  assert.ok(catalogue.size >= 10, `${catalogue.size}`);
  assert.equal(catalogue.get('elevaite_http_request_seconds').type, 'histogram');
  for (const [name, { help }] of catalogue) assert.match(help, /^[A-Z]/, name);
});

test('the rules have no findings', () => assert.deepEqual(rulesFindings(rules), []));

test('the dashboard has no findings', () => assert.deepEqual(dashboardFindings(dashboard), []));

test('the dashboard shows every metric of the program', () => {
  const shown = panelsOf(dashboard)
    .flatMap(({ targets }) => targets.map(({ expr }) => expr))
    .join('\n');
  for (const name of catalogue.keys()) assert.ok(shown.includes(name), name);
});

test('Prometheus is told of the ports and of the rules that the package has', () => {
  const {
    rule_files: files,
    scrape_configs: [scrape],
  } = parse(read(`${folder}/prometheus.yaml`));
  assert.deepEqual(files, ['/usr/share/elevaite/monitoring/rules.yaml']);
  assert.equal(scrape.job_name, 'elevaite');
  const ports = scrape.static_configs.map(({ targets: [target], labels: { service } }) => [service, target]);
  const configuration = read('docs/configuration.md');
  for (const [service, target] of ports)
    assert.ok(configuration.includes(`\`${service}.port\` | integer | \`${target.split(':')[1]}\``), service);
  assert.ok(variables.has('ELEVAITE_HTTP_METRICS_TOKEN'));
});

const ruleFaults = [
  ['a metric that is not there', '_queue_dead)', '_queue_buried)', /no metric elevaite_queue_buried/],
  ['half a histogram', '_request_seconds_bucket', '_request_seconds_buckets', /no metric .*_buckets/],
  ['a label that is not there', 'by (queue)', 'by (tenant)', /no metric has a label tenant/],
  [
    'an unclosed bracket',
    'max(elevaite_queue_oldest_ms{queue="quick"})',
    'max(elevaite_queue_oldest_ms{queue="quick"}',
    /does not parse/,
  ],
  ['a range that is missing', 'total{status="5xx"}[5m]', 'total{status="5xx"}[]', /does not parse/],
  ['a runbook that is not there', 'runbook: queue-depth', 'runbook: queue-deep', /there is no runbook/],
  ['an alert without a severity', 'severity: ticket', 'team: us', /has no severity/],
  ['an alert at the first sight', 'for: 2m', 'keep: 2m', /for how long/],
];
for (const [name, from, to, pattern] of ruleFaults)
  test(`catches ${name} in the rules`, () => assertCaught(rulesFindings(plant(rules, from, to)), pattern));

const dashboardFaults = [
  [
    'a metric that is not there',
    'elevaite_runs_active)',
    'elevaite_runs_alive)',
    /no metric elevaite_runs_alive/,
  ],
  ['a variable that is not there', '$service', '$services', /no variable services/],
  ['a panel over another', '"x": 12,', '"x": 8,', /lies over another/],
  ['a panel that is too wide', '"w": 12, "x": 12', '"w": 13, "x": 12', /wider than the screen/],
  [
    'a data source of its own',
    '"uid": "${datasource}"}, "gridPos"',
    '"uid": "abc"}, "gridPos"',
    /data source of its own/,
  ],
  ['two panels with one id', /"id": 3\b/, '"id": 2', /two panels have one id/],
];
for (const [name, from, to, pattern] of dashboardFaults)
  test(`catches ${name} in the dashboard`, () =>
    assertCaught(dashboardFindings(plant(dashboard, from, to)), pattern));

test('an expression of nothing is none', () => {
  assertCaught(expressionFindings(''), /does not parse/);
});
