// What a delivery tries out, against the real program: it passes there, and says which part is broken.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { visit } from '../../delivery/visit.mjs';
import { Client } from './support/client.mjs';
import { startPlatform } from './support/platform.mjs';

const pace = { every: 20, times: 1000 };
let platform, settings, client;
before(async () => {
  platform = await startPlatform();
  const { email, password, api_key: apiKey } = platform.demo;
  const { authUrl, engineUrl } = platform;
  settings = { authUrl, engineUrl, apiKey, email, password, agent: 'order-desk' };
  client = new Client(engineUrl, apiKey);
});
after(() => platform?.stop());

test('passes, and leaves no file and no session behind', async () => {
  await visit(settings, { pace });
  assert.deepEqual(await client.all('/v1/files'), []);
  const [job] = (await client.expect(200, 'GET', '/v1/jobs')).data;
  assert.deepEqual([job.queue, job.status], ['quick', 'succeeded']);
  const session = await new Client(platform.authUrl).expect(200, 'POST', '/v1/auth/sign-in',
    { email: settings.email, password: settings.password });
  const { data: sessions } = await new Client(platform.authUrl, session.access_token)
    .expect(200, 'GET', '/v1/me/sessions');
  assert.equal(sessions.length, 1, 'only the one of this test');
});

for (const [name, change, pattern] of [
  ['the API key', { apiKey: 'elv_wrong' }, /order-desk answered 401/],
  ['the agent', { agent: 'nobody' }, /The agent nobody answered 4\d\d/],
  ['the password', { password: 'not the password' }, /Signing in: answered 401/],
]) {
  test(`says that ${name} is wrong`, async () => {
    await assert.rejects(visit({ ...settings, ...change }, { pace }), pattern);
  });
}
