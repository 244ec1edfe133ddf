// What a runbook tells people to type is understood by what they type it into, on a bad night too.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { parse } from 'libpg-query';
import { read_runbooks } from '../cloud/support/runbooks.mjs';

const kindOf = (block) => {
  if (/^(select|analyze|vacuum)\b/.test(block)) return 'sql';
  return /^(fields|filter)\b/.test(block) ? 'logs' : 'shell';
};

// Blocks between lines of three backticks, and SQL within a sentence.
const typed = [...read_runbooks()].flatMap(([name, text]) => [
  ...[...text.matchAll(/^```\n([\s\S]*?)^```$/gm)].map(([, block]) => ({ name, block, kind: kindOf(block) })),
  ...[...text.matchAll(/`(select [^`]+;)`/g)].map(([, block]) => ({ name, block, kind: 'sql' })),
]);
const of = (kind) => typed.filter((entry) => entry.kind === kind);
const shellFault = (block) => spawnSync('bash', ['-n'], { input: block, encoding: 'utf8' }).stderr;

test('there is something of each kind', () => {
  assert.deepEqual([of('sql').length > 8, of('shell').length > 14, of('logs').length], [true, true, 2]);
});

test('PostgreSQL parses every statement', async () => {
  // Words in capitals stand for what somebody has found out.
  for (const { name, block } of of('sql')) {
    const statement = block.replace(/\b(PID)\b/g, '1');
    await parse(statement).catch((error) => assert.fail(`${name}: ${error.message} in ${statement}`));
  }
  await assert.rejects(parse('select pid from where;'));
});

test('bash parses every command', () => {
  for (const { name, block } of of('shell')) assert.equal(shellFault(block), '', name);
  assert.match(shellFault('for x in a; do echo $x'), /syntax error/);
});
