// Each module's README has its inputs and outputs as they are. UPDATE_GOLDEN=1 writes them.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { read_files, repository } from './support/files.mjs';
import { with_tables } from './support/tables.mjs';
import { load_tree } from './support/tree.mjs';

const tree = await load_tree(read_files());

for (const [folder, module] of tree.modules) {
  if (folder === 'environments/production') continue;
  // Both environments have the same variables, so they share one README.
  const readme = path.join(repository, 'terraform', folder.replace('/staging', ''), 'README.md');
  test(`${path.relative(repository, readme)} has the tables of its module`, () => {
    const text = fs.readFileSync(readme, 'utf8');
    const wanted = with_tables(text, module);
    if (process.env.UPDATE_GOLDEN) fs.writeFileSync(readme, wanted);
    else assert.equal(text, wanted, 'run UPDATE_GOLDEN=1 node --test readme.test.mjs');
  });
}
