// The metrics that the program has are those of docs/metrics.md, in its source, in /metrics and in the lines
// for CloudWatch.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { eventually, root, startPlatform } from './support/platform.mjs';

const listed = (cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, word]) => word);
const documented = new Map(readFileSync(join(root, 'docs/metrics.md'), 'utf8').split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter(([, name]) => /^`elevaite_\w+`$/.test(name ?? ''))
  .map(([, name, type, unit, labels, dimensions]) => [name.slice(1, -1),
    { type, unit, labels: listed(labels), dimensions: listed(dimensions) }]));

let platform;
before(async () => {
  platform = await startPlatform({ settings: {
    'metrics.emf': true, 'metrics.emf_interval': '100ms', 'metrics.namespace': 'ElevAIte/tests',
    'traces.url': 'http://127.0.0.1:1/v1/traces' } });
});
after(() => platform?.stop());

test('the source has no other ones', () => {
  const names = new Set();
  for (const file of readdirSync(join(root, 'src'), { recursive: true })) {
    if (!/\.(cpp|hpp)$/.test(file) || /_test\.|metrics_catalogue/.test(file)) continue;
    const text = readFileSync(join(root, 'src', file), 'utf8');
    for (const [, name] of text.matchAll(/(?:counter|gauge|histogram|gauge_function)\(\s*"(\w+)"/g)) {
      names.add(name);
    }
  }
  assert.deepEqual([...names].sort(), [...documented.keys()].sort());
});

test('/metrics has them, with these types and labels', async () => {
  const page = async () => (await fetch(`${platform.engineUrl}/metrics`)).text();
  await eventually(async () => (await page()).includes('elevaite_queue_oldest_ms'), 'queues are measured');
  const text = await page();
  const types = new Map([...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].map(([, name, type]) => [name, type]));
  assert.deepEqual([...types.keys()].sort(), [...documented.keys()].sort());
  for (const [name, { type, labels }] of documented) {
    assert.equal(types.get(name), type, name);
    const line = text.split('\n').find((one) => one.startsWith(name)) ?? '';
    const found = [...line.matchAll(/(\w+)="/g)].map(([, label]) => label).filter((label) => label !== 'le');
    assert.deepEqual(found.sort(), [...labels].sort(), line);
  }
});

const emfLines = () =>
  platform.logs.filter((line) => line.includes('"_aws"')).map((line) => JSON.parse(line));

test('standard output has them as CloudWatch wants them', async () => {
  await eventually(() => emfLines().some((line) => 'elevaite_queue_ready' in line), 'lines with queues');
  const seen = new Set();
  for (const line of emfLines()) {
    assert.ok(Math.abs(line._aws.Timestamp - Date.now()) < 60_000);
    const [{ Namespace, Dimensions: [dimensions], Metrics }] = line._aws.CloudWatchMetrics;
    assert.equal(Namespace, 'ElevAIte/tests');
    assert.equal(line.service, 'up');
    for (const name of dimensions) assert.equal(typeof line[name], 'string', name);
    for (const { Name, Unit } of Metrics) {
      assert.equal(typeof line[Name], 'number', Name);
      const name = Name.replace(/_(count|p50|p99)$/, '');
      const entry = documented.get(Name) ?? documented.get(name);
      assert.ok(entry, Name);
      assert.equal(Unit, Name.endsWith('_count') ? 'Count' : entry.unit);
      assert.deepEqual(dimensions, ['service', ...entry.dimensions]);
      seen.add(name);
    }
    const other = Object.keys(line).filter((key) => key !== '_aws' && !dimensions.includes(key));
    assert.deepEqual(other.sort(), Metrics.map(({ Name }) => Name).sort());
  }
  assert.deepEqual([...seen].sort(), [...documented.keys()].sort());
});
