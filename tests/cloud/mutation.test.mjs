// How much of what can go wrong do the rules see? Faults are planted all over the tree and counted.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check } from './support/check.mjs';
import { read_files } from './support/files.mjs';
import { mutants } from './support/mutations.mjs';

const per_operator = 20;

// Evenly over all files, and the same ones each time.
function* sample(all, count) {
  for (let at = 0; at < Math.min(count, all.length); at += 1)
    yield all[Math.floor((at * all.length) / Math.min(count, all.length))];
}

function group(all) {
  const groups = new Map();
  for (const mutant of all) {
    if (!groups.has(mutant.operator)) groups.set(mutant.operator, []);
    groups.get(mutant.operator).push(mutant);
  }
  return groups;
}

const first_difference = ({ text, changed }) => {
  const lines = text.split('\n');
  const other = changed.split('\n');
  const at = lines.findIndex((line, number) => line !== other[number]);
  return `${at + 1}: ${lines[at].trim()}`;
};

test('at least 95 of 100 planted faults are seen', async () => {
  const by_operator = group(mutants(read_files()));
  const missed = [];
  let planted = 0;
  for (const [operator, all] of by_operator) {
    let seen = 0;
    let tried = 0;
    for (const mutant of sample(all, per_operator)) {
      const problems = await check(mutant.planted);
      tried += 1;
      if (problems.length > 0) seen += 1;
      else missed.push(`${operator}: ${mutant.name}:${first_difference(mutant)}`);
    }
    planted += tried;
    console.log(`${operator.padEnd(28)} ${seen} of ${tried} (of ${all.length} possible)`);
  }
  const caught = planted - missed.length;
  console.log(`planted ${planted}, seen ${caught}: ${((100 * caught) / planted).toFixed(1)} %`);
  for (const line of missed) console.log(`not seen  ${line}`);
  assert.ok(planted > 400, 'too few faults were planted to tell');
  assert.ok(caught / planted >= 0.95);
});
