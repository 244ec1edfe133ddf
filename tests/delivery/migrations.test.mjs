// Every migration after the release that runs leaves that release working. Nothing has been released yet
// (delivery/released.json); so the rules are also tried on this tree as if all of it had been.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { migrationFindings, tablesOf } from './support/migrations.mjs';
import { read, root } from './support/repository.mjs';
import { squawkRules } from './support/squawk.mjs';

const migrations = readdirSync(join(root, 'migrations'))
  .filter((name) => name.endsWith('.sql'))
  .sort()
  .map((name) => ({ name, text: read(`migrations/${name}`) }));
const released = JSON.parse(read('delivery/released.json'));

/** Whether the source of this tree or of the release has the word. */
function isInSource(word, { tag } = released) {
  return ['HEAD', ...(tag ? [tag] : [])].some((tree) => {
    const { status, stderr } = spawnSync('git', ['grep', '-qw', '-e', word, tree, '--', 'src'], {
      cwd: root,
    });
    // A release that was not fetched must not pass for one that does not use the word.
    if (status > 1) throw new Error(`git grep in ${tree}: ${stderr}`);
    return status === 0;
  });
}

test('looks for a name in the source of this tree and of the release', () => {
  assert.equal(isInSource('lease_owner'), true);
  assert.equal(isInSource('a_column_that_nobody_has'), false);
  assert.throws(
    () => isInSource('lease_owner_2', { tag: 'v0-that-was-not-fetched' }),
    /v0-that-was-not-fetched/,
  );
});

test('the migrations leave the release that runs working', (context) => {
  const { refused, flagged } = migrationFindings(migrations, {
    released: released.migration,
    uses: isInSource,
  });
  for (const finding of flagged) context.diagnostic(finding);
  assert.deepEqual(refused, []);
});

test('the release that runs is one of this tree', () => {
  const last = Math.max(...migrations.map(({ name }) => Number(name.slice(0, 4))));
  assert.ok(released.migration <= last);
  assert.equal(released.tag === null, released.migration === 0);
});

test('knows the tables of a release', () => {
  const tables = tablesOf(migrations, 36);
  for (const name of ['tenants', 'runs', 'jobs', 'audit_events']) assert.ok(tables.has(name), name);
  assert.equal(tablesOf(migrations, 3).has('jobs'), false);
});

// As the next migration on the released tables `runs` and `jobs`, whose source uses `status` alone.
const findingsOf = (text, name = '0099_next.sql') =>
  migrationFindings([...migrations.filter((entry) => Number(entry.name.slice(0, 4)) <= 36), { name, text }], {
    released: 36,
    uses: (word) => word === 'status',
  });

const bad = [
  ['drops a table', 'DROP TABLE runs;', /drops the table/, 'ban-drop-table'],
  ['drops a column', 'ALTER TABLE runs DROP COLUMN status;', /drops the column status/, 'ban-drop-column'],
  [
    'renames a column',
    'ALTER TABLE runs RENAME COLUMN status TO state;',
    /renames to state/,
    'renaming-column',
  ],
  ['renames a table', 'ALTER TABLE runs RENAME TO executions;', /renames to executions/, 'renaming-table'],
  [
    'changes a type',
    'ALTER TABLE runs ALTER COLUMN status TYPE bytea USING status::bytea;',
    /another type/,
    'changing-column-type',
  ],
  [
    'forbids NULL',
    'ALTER TABLE runs ALTER COLUMN error SET NOT NULL;',
    /NULL no more/,
    'adding-not-nullable-field',
  ],
  [
    'adds a column that the release does not write',
    'ALTER TABLE runs ADD COLUMN x text NOT NULL;',
    /NOT NULL without a default/,
    'adding-required-field',
  ],
  ['takes a default', 'ALTER TABLE jobs ALTER COLUMN attempts DROP DEFAULT;', /takes the default/],
  [
    'computes a default for every row',
    'ALTER TABLE runs ADD COLUMN x uuid DEFAULT gen_random_uuid();',
    /computed for every row/,
    'adding-field-with-default',
  ],
  [
    'hides the function in an expression',
    "ALTER TABLE runs ADD COLUMN x text DEFAULT ('a' || random()::text);",
    /computed for every row/,
  ],
  [
    'generates a column',
    'ALTER TABLE runs ADD COLUMN x int GENERATED ALWAYS AS (1) STORED;',
    /every row is rewritten/,
  ],
  ['adds a serial column', 'ALTER TABLE runs ADD COLUMN x bigserial;', /every row is rewritten/],
  [
    'checks every row',
    'ALTER TABLE runs ADD CONSTRAINT c CHECK (cost > 0);',
    /NOT VALID/,
    'constraint-missing-not-valid',
  ],
  [
    'checks every reference',
    'ALTER TABLE runs ADD CONSTRAINT c FOREIGN KEY (tenant_id) REFERENCES tenants(id);',
    /NOT VALID/,
    'adding-foreign-key-constraint',
  ],
  [
    'adds a unique constraint',
    'ALTER TABLE runs ADD CONSTRAINT c UNIQUE (id);',
    /builds the index of c/,
    'disallowed-unique-constraint',
  ],
  [
    'builds an index',
    'CREATE INDEX i ON runs (status);',
    /nobody can write/,
    'require-concurrent-index-creation',
  ],
  [
    'builds an index that no transaction can',
    'CREATE INDEX CONCURRENTLY i ON runs (status);',
    /in a transaction/,
  ],
  [
    'builds an index that may be there, broken',
    '-- transaction: none\nCREATE INDEX CONCURRENTLY IF NOT EXISTS i ON runs (status);',
    /i IF NOT EXISTS keeps an index whose building failed/,
  ],
  [
    'builds an index that cannot be built twice',
    '-- transaction: none\nCREATE INDEX CONCURRENTLY i ON runs (status);',
    /i is not dropped before it is built/,
  ],
  [
    'drops an index that may not be there',
    '-- transaction: none\nDROP INDEX CONCURRENTLY i;\nCREATE INDEX CONCURRENTLY i ON runs (status);',
    /i is dropped without IF EXISTS/,
  ],
  [
    'does something else without a transaction',
    '-- transaction: none\nALTER TABLE runs ADD COLUMN x text;',
    /AlterTableStmt stands in a file without a transaction/,
  ],
  ['builds a unique index', 'CREATE UNIQUE INDEX i ON runs (status);', /write twice/],
  ['rewrites every row', "UPDATE runs SET status = 'x';", /rewrites every row/],
  ['deletes every row', 'DELETE FROM runs;', /deletes every row/],
  ['truncates', 'TRUNCATE runs;', /deletes every row/],
  ['locks', 'LOCK TABLE runs IN ACCESS EXCLUSIVE MODE;', /locks the table/],
  ['vacuums in full', 'VACUUM FULL runs;', /rewrites the table/],
  ['clusters', 'CLUSTER runs USING runs_pkey;', /rewrites the table/],
  ['indexes anew', 'REINDEX TABLE runs;', /indexes anew/],
  ['lets tenants see each other', 'ALTER TABLE runs DISABLE ROW LEVEL SECURITY;', /see each other/],
  ['drops a policy', 'DROP POLICY tenant_isolation ON runs;', /drops the policy/],
  ['moves a table', 'ALTER TABLE runs SET SCHEMA other;', /another schema/],
  ['hides in a block', "DO $$ BEGIN EXECUTE 'ALTER TABLE runs DROP COLUMN status'; END $$;", /hides DROP/],
  ['is the second command', 'ALTER TABLE runs ADD COLUMN x text, DROP COLUMN status;', /drops the column/],
  [
    'drops what the source still has, as a contraction',
    'ALTER TABLE runs DROP COLUMN status;',
    /still has status/,
    undefined,
    '0099_contract_runs.sql',
  ],
];
for (const [name, text, pattern, rule, file] of bad) {
  test(`refuses a migration that ${name}`, () => {
    const { refused } = findingsOf(text, file);
    assert.ok(
      refused.some((finding) => pattern.test(finding)),
      JSON.stringify(refused),
    );
    if (rule) assert.ok(squawkRules(text).includes(rule), squawkRules(text).join());
  });
}

test('refuses to drop a column of SQLite', () => {
  assert.equal(findingsOf('ALTER TABLE runs DROP COLUMN status;', '0099_next.sqlite.sql').refused.length, 1);
});

const good = [
  [
    'a new table, with its index',
    'CREATE TABLE x (id uuid PRIMARY KEY, a text NOT NULL); CREATE UNIQUE INDEX i ON x (a);',
  ],
  ['a column that may be NULL', 'ALTER TABLE runs ADD COLUMN x text;'],
  ['a column with a constant default', "ALTER TABLE runs ADD COLUMN x text NOT NULL DEFAULT '';"],
  ['a column with a stable default', 'ALTER TABLE runs ADD COLUMN x timestamptz NOT NULL DEFAULT now();'],
  ['a constraint for what comes', 'ALTER TABLE runs ADD CONSTRAINT c CHECK (x > 0) NOT VALID;'],
  ['its validation later', 'ALTER TABLE runs VALIDATE CONSTRAINT c;'],
  [
    'a rewrite of some rows',
    "UPDATE runs SET status = 'failed' WHERE id IN (SELECT id FROM runs LIMIT 100);",
  ],
  ['NULL allowed', 'ALTER TABLE runs ALTER COLUMN agent_id DROP NOT NULL;'],
  ['row security', 'ALTER TABLE runs ENABLE ROW LEVEL SECURITY;'],
  [
    'an index that is built while everybody works',
    '-- transaction: none\nDROP INDEX CONCURRENTLY IF EXISTS i;\n' +
      'CREATE INDEX CONCURRENTLY i ON runs (status);',
    '0099_next.postgres.sql',
  ],
  ['an index that goes', 'DROP INDEX runs_active;'],
  [
    'a contraction of what no source has',
    'ALTER TABLE runs DROP COLUMN forgotten;',
    '0099_contract_runs.sql',
  ],
  ['a block that only adds', "DO $$ BEGIN EXECUTE 'CREATE POLICY p ON runs'; END $$;"],
];
for (const [name, text, file] of good) {
  test(`accepts ${name}`, () => assert.deepEqual(findingsOf(text, file).refused, []));
}

test('flags a lock that somebody has answered for, and no breakage', () => {
  const { refused, flagged } = findingsOf(
    '-- locks: a tenant has ten of them.\nCREATE INDEX i ON runs (status);',
  );
  assert.deepEqual([refused.length, flagged.length], [0, 1]);
  assert.equal(findingsOf('-- locks: short.\nALTER TABLE runs DROP COLUMN status;').refused.length, 1);
});
