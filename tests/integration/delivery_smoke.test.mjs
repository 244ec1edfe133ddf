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
  const { email, password } = settings;
  const session = await new Client(platform.authUrl)
    .expect(200, 'POST', '/v1/auth/sign-in', { email, password });
  const person = new Client(platform.authUrl, session.access_token);
  const sessions = async () => (await person.expect(200, 'GET', '/v1/me/sessions')).data.map(({ id }) => id);
  const before = await sessions();
  await visit(settings, { pace });
  assert.deepEqual(await sessions(), before);
  assert.deepEqual(await client.all('/v1/files'), []);
  const [job] = (await client.expect(200, 'GET', '/v1/jobs')).data;
  assert.deepEqual([job.queue, job.status], ['quick', 'succeeded']);
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
