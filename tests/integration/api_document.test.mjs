// The documents under api/ are what the servers serve; ./x openapi writes them.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';

const root = new URL('../..', import.meta.url).pathname;
const build = process.env.BUILD_DIR ?? join(root, 'build/release');

test('the committed API documents are those of the servers', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'elevaite-api-'));
  try {
    execFileSync(join(build, 'src/elevaite'), ['openapi', scratch], {
      env: { PATH: process.env.PATH, ELEVAITE_DATA_DIR: scratch,
        ELEVAITE_DATABASE_URL: 'sqlite::memory:' },
    });
    for (const name of ['auth.json', 'engine.json']) {
      const served = readFileSync(join(scratch, name), 'utf8');
      assert.equal(readFileSync(join(root, 'api', name), 'utf8'), served,
        `api/${name} is out of date: run ./x openapi`);
      assert.equal(JSON.parse(served).openapi, '3.1.0');
    }
  } finally {
    rmSync(scratch, { recursive: true });
  }
});
