// The projects on Vercel: each app builds from its own folder, and never with addresses of this machine.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { read, root } from './support/repository.mjs';

const addresses = ['AUTH_API_URL', 'ENGINE_API_URL', 'AUTH_APP_URL', 'ELEVAITE_APP_URL'];
const load = (environment) =>
  spawnSync(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      "const { default: config } = await import('./web/next-config.mjs'); console.log(JSON.stringify(" +
        '{ output: config.output, rewrites: await config.rewrites() }))',
    ],
    { cwd: root, encoding: 'utf8', env: { PATH: process.env.PATH, ...environment } },
  );

for (const app of ['auth', 'elevaite']) {
  test(`${app} is built by its own scripts from the lock file of all`, () => {
    const project = JSON.parse(read(`web/${app}/vercel.json`));
    const { scripts } = JSON.parse(read(`web/${app}/package.json`));
    assert.equal(project.framework, 'nextjs');
    assert.equal(project.installCommand, 'cd .. && npm ci');
    assert.ok(scripts[project.buildCommand.replace('npm run ', '')]);
    const headers = project.headers.flatMap((entry) => entry.headers);
    assert.match(headers.find(({ key }) => key === 'Strict-Transport-Security').value, /max-age=\d{8}/);
  });
}

test('a build on Vercel without an address fails, and says which', () => {
  const all = Object.fromEntries(addresses.map((name) => [name, 'https://x.example']));
  for (const name of addresses) {
    const { status, stderr } = load({ ...all, VERCEL: '1', [name]: '' });
    assert.equal(status, 1);
    assert.match(stderr, new RegExp(`Set ${name} for this environment`));
  }
  const { status, stdout } = load({ ...all, VERCEL: '1' });
  assert.equal(status, 0);
  assert.equal(JSON.parse(stdout).rewrites[1].destination, 'https://x.example/:path*');
});

test('only a container asks for the standalone build', () => {
  assert.equal(JSON.parse(load({}).stdout).output, undefined);
  assert.equal(JSON.parse(load({ ELEVAITE_STANDALONE: '1' }).stdout).output, 'standalone');
});
