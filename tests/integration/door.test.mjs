// The one door itself: a newcomer's first commands must be there and must refuse clearly.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';

const root = new URL('../..', import.meta.url).pathname;
const x = (args, options) => promisify(execFile)(`${root}/x`, args, options);

test('help lists every command that the documents name', async () => {
  const { stdout } = await x(['help']);
  const documents = await Promise.all(
    ['README.md', 'CONTRIBUTING.md'].map((name) => readFile(join(root, name), 'utf8')));
  const named = documents.join('').match(/\.\/x [a-z]+/g).map((use) => use.slice(4));
  assert.ok(named.includes('up') && named.includes('test'));
  for (const command of named) assert.match(stdout, new RegExp(`^  ${command} `, 'm'));
});

test('an unknown command is refused with a sentence', async () => {
  await assert.rejects(x(['fly']), /There is no command 'fly'\. See \.\/x help\./);
});

test('new refuses a name that is not snake_case', async () => {
  await assert.rejects(x(['new', 'migration', 'Add-Tags']), /Give a name in snake_case/);
});

test('a machine without node is told what to install', async () => {
  const path = await mkdtemp(join(tmpdir(), 'door-'));
  try {
    for (const tool of ['bash', 'dirname', 'readlink']) {
      await symlink(`/usr/bin/${tool}`, join(path, tool));
    }
    await assert.rejects(x(['up'], { env: { PATH: path } }), /Node\.js 20 or newer is needed/);
  } finally {
    await rm(path, { recursive: true });
  }
});
