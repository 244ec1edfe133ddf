// The Debian package, made of a stand-in for the program: what is in it, and that it is the same twice.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { variables } from './support/configuration_keys.mjs';
import { plant, read, root } from './support/repository.mjs';

const run = (command, ...words) =>
  execFileSync(command, words, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
const variableOf = (key) => `ELEVAITE_${key.toUpperCase().replace('.', '_')}`;
const unknownKeys = (text, pattern) =>
  [...text.matchAll(pattern)].map(([, key]) => key).filter((key) => !variables.has(variableOf(key)));

let folder, deb, entries;
const make = (output) =>
  run(
    'packaging/build.sh',
    '--program',
    '/bin/true',
    '--web',
    join(folder, 'web'),
    '--output',
    join(folder, output),
  ).trim();

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'package-'));
  for (const app of ['auth', 'elevaite']) {
    mkdirSync(join(folder, 'web', app), { recursive: true });
    writeFileSync(join(folder, 'web', app, 'index.html'), app);
  }
  deb = make('one');
  entries = new Map(
    run('dpkg-deb', '-c', deb)
      .trim()
      .split('\n')
      .map((line) => {
        const [mode, owner, , , , path] = line.split(/\s+/);
        return [path, { mode, owner }];
      }),
  );
});

test('has the program, both apps, the unit, the settings and the page', () => {
  for (const [path, mode] of [
    ['./usr/bin/elevaite', '-rwxr-xr-x'],
    ['./etc/elevaite/elevaite.conf', '-rw-r-----'],
    ['./lib/systemd/system/elevaite.service', '-rw-r--r--'],
    ['./usr/share/doc/elevaite/self_hosting.md', '-rw-r--r--'],
    ['./usr/share/elevaite/monitoring/rules.yaml', '-rw-r--r--'],
    ['./usr/share/elevaite/monitoring/dashboard.json', '-rw-r--r--'],
    ['./usr/share/elevaite/web/auth/index.html', '-rw-r--r--'],
    ['./usr/share/elevaite/web/elevaite/index.html', '-rw-r--r--'],
  ]) {
    assert.deepEqual(entries.get(path), { mode, owner: 'root/root' }, path);
  }
});

test('says what it depends on, and keeps the settings of people', () => {
  assert.match(run('dpkg-deb', '-f', deb, 'Depends'), /^adduser, ca-certificates, tzdata, libc6 \(>= 2\./);
  assert.equal(run('dpkg-deb', '-f', deb, 'Package').trim(), 'elevaite');
  const control = join(folder, 'control');
  run('dpkg-deb', '-e', deb, control);
  assert.equal(readFileSync(join(control, 'conffiles'), 'utf8'), '/etc/elevaite/elevaite.conf\n');
  for (const script of ['postinst', 'prerm', 'postrm']) run('sh', '-n', join(control, script));
});

test('the sums are those of the files', () => {
  const files = join(folder, 'files');
  run('dpkg-deb', '-x', deb, files);
  run('dpkg-deb', '-e', deb, join(files, 'DEBIAN'));
  const check = () => spawnSync('md5sum', ['--quiet', '-c', 'DEBIAN/md5sums'], { cwd: files }).status;
  assert.equal(check(), 0);
  writeFileSync(join(files, 'usr/share/elevaite/web/auth/index.html'), 'changed');
  assert.equal(check(), 1);
});

test('the same commit makes the same package', () => {
  assert.deepEqual(readFileSync(make('two')), readFileSync(deb));
});

test('is not made without a program or without the apps', () => {
  for (const words of [
    ['--program', '/nowhere'],
    ['--program', '/bin/true', '--web', '/nowhere'],
    ['--size', '1'],
  ]) {
    const { status, stderr } = spawnSync('packaging/build.sh', words, { cwd: root, encoding: 'utf8' });
    assert.equal(status, 1);
    assert.match(stderr, /^packaging\/build\.sh: /);
  }
});

test('the unit starts what is in the package, as a user without rights', () => {
  const unit = read('packaging/elevaite.service');
  const [, program, settings] = unit.match(/^ExecStart=(\S+) up --config (\S+)$/m);
  assert.ok(entries.has(`.${program}`) && entries.has(`.${settings}`));
  for (const line of [
    'User=elevaite',
    'ProtectSystem=strict',
    'NoNewPrivileges=yes',
    'CapabilityBoundingSet=',
    'StateDirectory=elevaite',
    'Restart=always',
  ])
    assert.ok(unit.includes(`\n${line}\n`), line);
  assert.match(read('packaging/debian/postinst'), /adduser --system --group .* elevaite$/m);
});

test('the settings and the page name only keys that there are', () => {
  const settings = read('packaging/elevaite.conf');
  const line = /^(?:# )?([a-z_0-9]+\.[a-z_0-9]+) = /gm;
  assert.deepEqual(unknownKeys(settings, line), []);
  assert.deepEqual(unknownKeys(plant(settings, 'mail.url', 'mail.uri'), line), ['mail.uri']);
  const page = read('docs/self_hosting.md');
  const key = /`((?:auth|engine|web|database|mail|files|http|secrets)\.[a-z_]+)[` ]/g;
  assert.ok([...page.matchAll(key)].length > 8);
  assert.deepEqual(unknownKeys(page, key), []);
});
