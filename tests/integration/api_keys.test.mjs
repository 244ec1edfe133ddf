// API keys against the engine, which reads them itself: a renewed secret, and the addresses that a key
// is bound to.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertProblem, Client } from './support/client.mjs';
import { eventually, startPlatform } from './support/platform.mjs';
import { startPostgres } from './support/postgres.mjs';

const password = 'correct horse battery 7';
let postgres;
before(async () => { postgres = await startPostgres(); });
after(() => postgres?.stop());

for (const database of ['sqlite', 'postgres']) {
  describe(`API keys and the engine on ${database}`, () => {
    let platform, auth;
    before(async () => {
      const databaseUrl = database === 'postgres' ? await postgres.createDatabase() : undefined;
      platform = await startPlatform({ databaseUrl,
        settings: { 'http.trusted_proxies': 1, 'auth.api_key_cache_ttl': '50ms' } });
      const { access_token: token } = await new Client(platform.authUrl).expect(201, 'POST',
        '/v1/auth/sign-up', { email: 'ada@example.test', password });
      auth = new Client(platform.authUrl, token);
    });
    after(() => platform?.stop());

    const agentsWith = (secret, forwarded = '192.0.2.1') =>
      new Client(platform.engineUrl, secret).get('/v1/agents', { 'X-Forwarded-For': forwarded });
    const create = (body) => auth.expect(201, 'POST', '/v1/api-keys', { name: 'ci', ...body });

    test('a renewed secret and the one before both work, until the one before is renewed away', async () => {
      const key = await create();
      const rotate = (overlap_seconds) =>
        auth.expect(200, 'POST', `/v1/api-keys/${key.id}/rotate`, { overlap_seconds });
      const second = await rotate(3600);
      for (const { secret } of [key, second]) assert.equal((await agentsWith(secret)).status, 200);
      const third = await rotate(0);
      for (const { secret } of [key, second]) {
        await eventually(async () => (await agentsWith(secret)).status === 401, 'the older secret ends');
      }
      assert.equal((await agentsWith(third.secret)).status, 200);
    });

    test('a key that is bound to addresses works from there only', async () => {
      const { id, secret } = await create({ allowed_addresses: ['203.0.113.0/24', '2001:db8::/32'] });
      assert.equal((await agentsWith(secret, '203.0.113.7')).status, 200);
      assert.equal((await agentsWith(secret, '2001:db8::7')).status, 200);
      assertProblem(await agentsWith(secret, '198.51.100.7'), 403, 'address_refused');
      assertProblem(await agentsWith(secret, '203.0.113.7, 198.51.100.7'), 403, 'address_refused');
      // Also where an OpenAI client asks, in the words of that API.
      const asked = await new Client(platform.engineUrl, secret).post('/v1/chat/completions',
        { model: 'none', messages: [{ role: 'user', content: 'hello' }] },
        { 'X-Forwarded-For': '198.51.100.7' });
      assert.equal(asked.status, 403);
      assert.match(asked.text, /may not be used from 198\.51\.100\.7/);
      await auth.expect(200, 'PATCH', `/v1/api-keys/${id}`, { allowed_addresses: ['198.51.100.7'] });
      await eventually(async () => (await agentsWith(secret, '198.51.100.7')).status === 200, 'the new list');
      assertProblem(await agentsWith(secret, '203.0.113.7'), 403, 'address_refused');
      const { data } = await eventually(async () => {
        const page = await auth.expect(200, 'GET', '/v1/audit-events?action=api_key.address_refused');
        return page.data.length > 0 && page;
      }, 'the refusal in the audit log');
      assert.ok(data.every(({ target }) => target.id === id));
      const metrics = await (await fetch(`${platform.engineUrl}/metrics`)).text();
      assert.match(metrics, /^elevaite_api_key_addresses_refused_total [4-9]/m);
    });
  });
}
