// Every alarm has a runbook and every runbook an alarm, and what a runbook names is there; each rule is shown
// a fault.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { read_files } from './support/files.mjs';
import { plant } from './support/plant.mjs';
import { alarms_of, read_runbooks, runbook_problems } from './support/runbooks.mjs';
import { load_tree } from './support/tree.mjs';

const files = read_files();
const tree = await load_tree(files);
const books = read_runbooks();

test('alarms and runbooks belong together', () => {
  assert.deepEqual(runbook_problems(tree, books), []);
});

test('all fourteen kinds of alarms are read', () => {
  const alarms = alarms_of(tree);
  assert.equal(alarms.length, 14);
  assert.deepEqual(
    alarms.filter(({ alarm }) => alarm.includes('dead')),
    [{ alarm: '${role}-dead-letter', runbook: 'queue-dead-letter' }],
  );
});

const alarms_file = 'modules/observability/alarms.tf';
const tree_faults = [
  [
    'an alarm without a runbook',
    alarms_file,
    /\n +runbook +=.*"queue-depth"/,
    '',
    /\$\{role\}-depth names no runbook/,
  ],
  [
    'a runbook that is not there',
    alarms_file,
    '"database-cpu"\n',
    '"database-load"\n',
    /database-load, which/,
  ],
  [
    'an alarm whose runbook is forgotten',
    alarms_file,
    '= "nat-ports"',
    '= "cost"',
    /nat-ports is no alarm's/,
  ],
  [
    'a description without the page',
    alarms_file,
    ' ${var.runbooks_url}/${each.value.runbook}.md',
    '',
    /where the/,
  ],
  ['another folder', 'environments/*/edge.tf', 'docs/runbooks"', 'docs"', /another folder/],
];
for (const [name, file, what, instead, said] of tree_faults) {
  test(`catches ${name}`, async () => {
    const problems = runbook_problems(await load_tree(plant(files, file, what, instead)), books);
    assert.ok(
      problems.some((problem) => said.test(problem)),
      problems.join('\n'),
    );
  });
}

const page_faults = [
  ['a page that no alarm names', 'spare', '# spare: x', /spare is no alarm's/],
  [
    'a missing section',
    'cost',
    (text) => text.replace('## Over when', '## Afterwards'),
    /no section "Over when"/,
  ],
  ['a missing command', 'cost', (text) => text.replaceAll('```', ''), /no command/],
  ['a route that is not there', 'queue-depth', (text) => text.replace('/pause`', '/stop`'), /no route POST/],
  [
    'a metric that is not there',
    'service-memory',
    (text) => text.replace('_runs_active', '_runs_live'),
    /no metric/,
  ],
  [
    'a key that is not there',
    'service-memory',
    (text) => text.replace('jobs.slots', 'jobs.places'),
    /no key jobs.places/,
  ],
  ['a link to nowhere', 'cost', (text) => text.replace('(nat-ports.md)', '(nat.md)'), /a link to nat.md/],
  [
    'a page outside the index',
    'README',
    (text) => text.replace('(cost.md)', '(costs.md)'),
    /not in the README/,
  ],
];
for (const [name, page, fault, said] of page_faults) {
  test(`catches ${name}`, () => {
    const text = typeof fault === 'function' ? fault(books.get(page)) : fault;
    assert.notEqual(text, books.get(page));
    const problems = runbook_problems(tree, new Map(books).set(page, text));
    assert.ok(
      problems.some((problem) => said.test(problem)),
      problems.join('\n'),
    );
  });
}
