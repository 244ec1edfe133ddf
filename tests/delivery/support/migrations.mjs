// Whether a migration is safe while the last release runs on the same tables: expand, deploy, contract.
// Only tables that the release has are in use and may be large; what a newer migration makes is empty.
import { loadModule, parseSync } from 'libpg-query';
import { commandFindings } from './alter_table.mjs';

await loadModule();

const numberOf = (name) => Number(name.slice(0, 4));
const strings = (node) =>
  [node]
    .flat()
    .flatMap((entry) => (entry?.String ? [entry.String.sval] : entry?.List ? strings(entry.List.items) : []));
const isPostgres = ({ name }) => !name.endsWith('.sqlite.sql');

/** The tables that migrations up to `last` make. */
export function tablesOf(migrations, last) {
  return new Set(
    migrations
      .filter((entry) => isPostgres(entry) && numberOf(entry.name) <= last)
      .flatMap(({ text }) => parseSync(text).stmts)
      .map(({ stmt }) => stmt.CreateStmt?.relation.relname)
      .filter(Boolean),
  );
}

const dropped = {
  OBJECT_TABLE: 'table',
  OBJECT_VIEW: 'view',
  OBJECT_FUNCTION: 'function',
  OBJECT_TYPE: 'type',
  OBJECT_TRIGGER: 'trigger',
  OBJECT_POLICY: 'policy',
  OBJECT_SCHEMA: 'schema',
  OBJECT_SEQUENCE: 'sequence',
};

/** Findings of one statement: { kind: removes | breaks | locks, names, what }. */
const statementFindings = {
  DropStmt({ removeType, objects }) {
    const what = dropped[removeType];
    if (!what) return [];
    return objects.map((object) => ({
      kind: 'removes',
      what: `drops the ${what}`,
      names: [strings(object.List?.items ?? object).at(-1) ?? ''],
    }));
  },
  RenameStmt: ({ relation, subname, newname, renameType }) =>
    renameType === 'OBJECT_INDEX'
      ? []
      : [
          {
            kind: 'removes',
            table: relation?.relname,
            names: [subname ?? relation?.relname ?? ''],
            what: `renames to ${newname}`,
          },
        ],
  AlterObjectSchemaStmt: ({ relation }) => [
    { kind: 'breaks', table: relation?.relname, what: 'moves to another schema' },
  ],
  AlterTableStmt: ({ relation, cmds }) =>
    cmds
      .flatMap(({ AlterTableCmd }) => commandFindings(AlterTableCmd))
      .map((finding) => ({ table: relation.relname, ...finding })),
  IndexStmt({ relation, unique, concurrent }) {
    const table = relation.relname;
    const findings = concurrent
      ? []
      : [{ kind: 'locks', table, what: 'builds an index, while nobody can write' }];
    if (unique)
      findings.push({ kind: 'breaks', table, what: 'makes unique what the release may write twice' });
    return findings;
  },
  UpdateStmt: ({ relation, whereClause }) =>
    whereClause
      ? []
      : [{ kind: 'locks', table: relation.relname, what: 'rewrites every row in one transaction' }],
  DeleteStmt: ({ relation, whereClause }) =>
    whereClause ? [] : [{ kind: 'breaks', table: relation.relname, what: 'deletes every row' }],
  TruncateStmt: ({ relations }) =>
    relations.map(({ RangeVar }) => ({ kind: 'breaks', table: RangeVar.relname, what: 'deletes every row' })),
  LockStmt: ({ relations }) =>
    relations.map(({ RangeVar }) => ({ kind: 'locks', table: RangeVar.relname, what: 'locks the table' })),
  VacuumStmt: ({ rels = [], options = [] }) =>
    options.some(({ DefElem }) => DefElem.defname === 'full')
      ? rels.map(({ VacuumRelation }) => ({
          kind: 'locks',
          table: VacuumRelation.relation.relname,
          what: 'rewrites the table',
        }))
      : [],
  ClusterStmt: ({ relation }) => [{ kind: 'locks', table: relation?.relname, what: 'rewrites the table' }],
  ReindexStmt: ({ relation, params = [] }) =>
    params.some(({ DefElem }) => DefElem.defname === 'concurrently')
      ? []
      : [{ kind: 'locks', table: relation?.relname, what: 'builds its indexes anew' }],
  // What a block does cannot be seen without running it.
  DoStmt({ args }) {
    const body = args.map(({ DefElem }) => DefElem.arg?.String?.sval ?? '').join();
    const word = body.match(
      /\b(DROP|RENAME|TRUNCATE|SET NOT NULL|ALTER COLUMN|DISABLE ROW|NO FORCE)\b/i,
    )?.[0];
    return word ? [{ kind: 'breaks', what: `hides ${word} in a block` }] : [];
  },
};

const isAlone = (text) => text.startsWith('-- transaction: none');

/**
 * What is wrong with how a file is applied. In a transaction PostgreSQL refuses to build concurrently;
 * without one, a failure leaves a part, and the file is applied again: all of it must be repeatable.
 */
function transactionFindings(text, statements) {
  const gone = new Set();
  const wrong = [];
  for (const { stmt } of statements) {
    const { IndexStmt: index, DropStmt: drop } = stmt;
    const isConcurrent = Boolean(index?.concurrent || drop?.concurrent);
    const droppedName = drop && strings(drop.objects[0].List?.items ?? drop.objects[0]).at(-1);
    const name = index?.idxname ?? droppedName;
    if (isConcurrent && !isAlone(text)) {
      wrong.push(`${name} is built or dropped concurrently, in a transaction`);
    }
    if (!isAlone(text)) continue;
    if (!isConcurrent) wrong.push(`${Object.keys(stmt)[0]} stands in a file without a transaction`);
    else if (drop && !drop.missing_ok) wrong.push(`${name} is dropped without IF EXISTS`);
    else if (drop) gone.add(name);
    else if (index.if_not_exists) {
      wrong.push(`${name} IF NOT EXISTS keeps an index whose building failed`);
    } else if (!gone.has(name)) wrong.push(`${name} is not dropped before it is built`);
  }
  return wrong;
}

/**
 * Sentences about the migrations after the release. `uses(name)` says whether the source of the running
 * or of the next release has the name. Refused is what breaks the release, and removing in a file
 * that is not called …_contract_…; a lock may be accepted by a line `-- locks: <why that is short>`.
 */
export function migrationFindings(migrations, { released, uses }) {
  const inUse = tablesOf(migrations, released);
  const refused = [];
  const flagged = [];
  for (const { name, text } of migrations) {
    if (numberOf(name) <= released) continue;
    if (name.endsWith('.sqlite.sql')) {
      const word = text.replace(/--.*/g, '').match(/\b(DROP TABLE|DROP COLUMN|RENAME)\b.*/i)?.[0];
      if (word && released > 0 && !name.includes('_contract_')) refused.push(`${name}: ${word}`);
      continue;
    }
    const statements = parseSync(text).stmts;
    refused.push(...transactionFindings(text, statements).map((what) => `${name}: ${what}`));
    for (const { stmt } of statements) {
      const [kind, body] = Object.entries(stmt)[0];
      for (const finding of statementFindings[kind]?.(body) ?? []) {
        const where = `${name}: ${finding.table ?? finding.names?.[0] ?? ''} ${finding.what}`;
        const isOurs = finding.table === undefined ? released > 0 : inUse.has(finding.table);
        if (!isOurs) continue;
        const used = finding.kind === 'removes' ? finding.names.find(uses) : undefined;
        if (finding.kind === 'locks' && /^-- locks: \S/m.test(text)) flagged.push(where);
        else if (used) refused.push(`${where}; the source still has ${used}`);
        else if (finding.kind !== 'removes' || !name.includes('_contract_')) refused.push(where);
      }
    }
  }
  return { refused, flagged };
}
