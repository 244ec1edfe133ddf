// `elevaite health`, as a container's health check runs it, and the demo tenant that may be left out.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { freePort, runCommand, settingsToArguments, startPlatform } from './support/platform.mjs';

let platform, settings;
before(async () => {
  settings = {};
  for (const name of ['auth', 'engine', 'worker']) settings[`${name}.port`] = await freePort();
  platform = await startPlatform({ settings: { ...settings, 'demo.seed': false } });
});
after(() => platform?.stop());

const health = (...words) => runCommand(['health', ...words, ...settingsToArguments(settings)]);

test('services that can serve give 0 and a sentence', async () => {
  const { code, stdout, stderr } = await health('auth', 'engine');
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^auth on port \d+, engine on port \d+: ready\.$/m);
  assert.equal((await health('--live')).code, 0);
});

test('whoever is asked by nobody in particular answers for itself', async () => {
  const { code, stdout } = await health();
  assert.equal(code, 0);
  assert.match(stdout, /auth on port .* engine on port /);
});

test('a service that does not run gives 1 and a sentence', async () => {
  const { code, stdout, stderr } = await health('worker');
  assert.equal(code, 1);
  assert.equal(stdout, '');
  assert.match(stderr, /^elevaite: worker on port \d+ does not answer \/readyz: .*\.$/m);
});

test('wrong words and a wrong configuration give 1 too, for Docker reserves 2', async () => {
  assert.equal((await health('nobody')).code, 1);
  assert.equal((await health('--set', 'http.max_body=x')).code, 1);
});

test('the variables of a container are its configuration', async () => {
  const env = { ELEVAITE_AUTH_PORT: `${settings['auth.port']}`, ELEVAITE_AUTH_ADDRESS: '0.0.0.0' };
  assert.equal((await runCommand(['health', 'auth'], { env })).code, 0);
});

test('without demo.seed there is no tenant, no sign-in in a file and no carrier', async () => {
  assert.equal(existsSync(join(platform.dataDir, 'demo.json')), false);
  assert.ok(!platform.logs.some((line) => line.includes('seeded the demo tenant')));
  assert.ok(!platform.logs.some((line) => line.includes('demo.json') || line.includes('order-desk')));
  await assert.rejects(fetch(`http://127.0.0.1:${platform.demoPort}/parcels/XX1234`));
  const answer = await fetch(`${platform.authUrl}/v1/auth/sign-up`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      email: 'first@example.com', password: 'a long enough password', tenant_name: 'First', name: 'First',
    }),
  });
  assert.equal(answer.status, 201, await answer.text());
});
