// Accounts, sessions, keys: over both databases, and the engine's independence of the Auth API.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { assertProblem, Client } from './support/client.mjs';
import { databaseOf, newId } from './support/database.mjs';
import { eventually, startPlatform } from './support/platform.mjs';
import { startPostgres } from './support/postgres.mjs';

let postgres, people = 0;
before(async () => { postgres = await startPostgres(); });
after(() => postgres?.stop());

const password = 'correct horse battery 7';

async function signUp(authUrl, name = `person${++people}`) {
  const account = { email: `${name}@example.test`, password, name, tenant_name: `${name} Ltd` };
  const session = await new Client(authUrl).expect(201, 'POST', '/v1/auth/sign-up', account);
  return { ...account, ...session };
}

for (const database of ['sqlite', 'postgres']) {
  describe(`identity on ${database}`, () => {
    let platform, auth, engine, execute, databaseUrl;
    before(async () => {
      databaseUrl = database === 'postgres' ? await postgres.createDatabase() : undefined;
      platform = await startPlatform({ databaseUrl, settings: {
        'http.trusted_proxies': 1, 'auth.api_key_cache_ttl': '0s', 'auth.lockout_base': '2s' } });
      auth = new Client(platform.authUrl);
      engine = new Client(platform.engineUrl);
      execute = databaseOf(postgres, databaseUrl, platform.dataDir);
    });
    after(() => platform?.stop());

    const as = (session) => new Client(platform.authUrl, session.access_token ?? session.secret);
    const asEngine = (session) => new Client(platform.engineUrl, session.access_token ?? session.secret);
    const signIn = (account, more = {}) => auth.post('/v1/auth/sign-in',
      { email: account.email, password: account.password, ...more });

    test('sign-up makes a person, a tenant and a session', async () => {
      const person = await signUp(platform.authUrl);
      assert.equal(person.role, 'owner');
      assert.equal(person.token_type, 'Bearer');
      const me = await as(person).expect(200, 'GET', '/v1/me');
      assert.equal(me.email, person.email);
      assert.equal(me.tenant.name, person.tenant_name);
      assert.ok(me.permissions.includes('agents:deploy'));
      assert.deepEqual((await asEngine(person).all('/v1/agents')), [], 'the new tenant is empty');
      assertProblem(await auth.post('/v1/auth/sign-up',
        { email: person.email.toUpperCase(), password }), 409, 'email_taken');
    });

    test('sign-up lists everything that is wrong', async () => {
      const answer = await auth.post('/v1/auth/sign-up', { email: 'nobody', password: 'short' });
      assertProblem(answer, 400);
      assert.deepEqual(answer.body.errors.map(({ field }) => field).sort(), ['email', 'password']);
      assertProblem(await auth.post('/v1/auth/sign-up',
        { email: 'common@example.test', password: 'passwordpassword' }), 400);
    });

    test('sign-in never says whether there is an account', async () => {
      const person = await signUp(platform.authUrl);
      const wrong = await signIn({ ...person, password: 'not the password 7' });
      const unknown = await signIn({ email: 'unknown@example.test', password });
      assertProblem(wrong, 401, 'sign_in_failed');
      const plain = ({ request_id: _, ...rest }) => rest;
      assert.deepEqual(plain(wrong.body), plain(unknown.body));
      assert.equal((await signIn(person)).status, 200);
    });

    test('refresh tokens rotate, and an old one ends the session', async () => {
      const person = await signUp(platform.authUrl);
      const refresh = (token) => auth.post('/v1/auth/refresh', { refresh_token: token });
      const first = await refresh(person.refresh_token);
      assert.equal(first.status, 200, first.text);
      assert.notEqual(first.body.refresh_token, person.refresh_token);
      const again = await refresh(person.refresh_token);
      assert.equal(again.status, 200, 'the answer may have been lost');
      assert.equal(again.body.refresh_token, first.body.refresh_token);
      const second = await refresh(first.body.refresh_token);
      assert.equal(second.status, 200);
      assertProblem(await refresh(person.refresh_token), 401, 'refresh_token_reused');
      assertProblem(await refresh(second.body.refresh_token), 401, 'session_ended');
      assertProblem(await refresh('nonsense'), 401, 'refresh_token_invalid');
    });

    test('refreshes at once all get the same successor', async () => {
      const person = await signUp(platform.authUrl);
      const answers = await Promise.all(Array.from({ length: 8 }, () =>
        auth.post('/v1/auth/refresh', { refresh_token: person.refresh_token })));
      assert.deepEqual(answers.map(({ status }) => status), Array(8).fill(200));
      const successors = new Set(answers.map(({ body }) => body.refresh_token));
      assert.equal(successors.size, 1);
      const [refresh_token] = successors;
      assert.equal((await auth.post('/v1/auth/refresh', { refresh_token })).status, 200,
        'the session goes on');
    });

    test('sign-out ends the session, and is no oracle', async () => {
      const person = await signUp(platform.authUrl);
      const body = { refresh_token: person.refresh_token };
      assert.equal((await auth.post('/v1/auth/sign-out', body)).status, 204);
      assertProblem(await auth.post('/v1/auth/refresh', body), 401, 'session_ended');
      assert.equal((await auth.post('/v1/auth/sign-out', body)).status, 204);
      assert.equal((await auth.post('/v1/auth/sign-out', { refresh_token: 'nonsense' })).status, 204);
    });

    test('a browser holds the refresh token in a cookie of its own origin', async () => {
      const person = await signUp(platform.authUrl);
      const origin = { Origin: 'http://localhost:3005' };
      const body = { email: person.email, password, cookie: true };
      assertProblem(await auth.post('/v1/auth/sign-in', body, { Origin: 'http://evil.test' }), 403,
        'origin_refused');
      const answer = await auth.post('/v1/auth/sign-in', body, origin);
      assert.equal(answer.status, 200);
      assert.equal(answer.body.refresh_token, undefined);
      const cookie = answer.headers.get('Set-Cookie');
      assert.match(cookie, /^elevaite_refresh=[^;]+; Path=\/; .*HttpOnly; SameSite=Lax; Secure/);
      const sent = { Cookie: cookie.split(';')[0] };
      assertProblem(await auth.post('/v1/auth/refresh', {}, sent), 403, 'origin_refused');
      const refreshed = await auth.post('/v1/auth/refresh', {}, { ...sent, ...origin });
      assert.equal(refreshed.status, 200, refreshed.text);
      assert.match(refreshed.headers.get('Set-Cookie'), /^elevaite_refresh=/);
    });

    test('sessions are listed and ended one by one', async () => {
      const person = await signUp(platform.authUrl);
      const other = (await signIn(person)).body;
      const sessions = await as(person).all('/v1/me/sessions');
      assert.equal(sessions.length, 2);
      assert.equal(sessions.find((session) => session.is_current).id, person.session_id);
      await as(person).expect(204, 'DELETE', `/v1/me/sessions/${other.session_id}`);
      assertProblem(await auth.post('/v1/auth/refresh', { refresh_token: other.refresh_token }),
        401, 'session_ended');
      const stranger = await signUp(platform.authUrl);
      assertProblem(await as(stranger).delete(`/v1/me/sessions/${person.session_id}`), 404);
    });

    test('a changed password ends every other session', async () => {
      const person = await signUp(platform.authUrl);
      const other = (await signIn(person)).body;
      const change = { current_password: password, new_password: 'an entirely new secret 8' };
      assertProblem(await as(person).post('/v1/me/password',
        { ...change, current_password: 'wrong' }), 403, 'password_wrong');
      await as(person).expect(204, 'POST', '/v1/me/password', change);
      assertProblem(await signIn(person), 401, 'sign_in_failed');
      assert.equal((await signIn({ ...person, password: change.new_password })).status, 200);
      assertProblem(await auth.post('/v1/auth/refresh', { refresh_token: other.refresh_token }),
        401, 'session_ended');
      assert.equal((await auth.post('/v1/auth/refresh',
        { refresh_token: person.refresh_token })).status, 200);
    });

    test('a member of two tenants switches between them', async () => {
      const [guest, host] = [await signUp(platform.authUrl), await signUp(platform.authUrl)];
      assertProblem(await as(guest).post(`/v1/tenants/${host.tenant_id}/switch`, {}), 404);
      await execute(`INSERT INTO members (id, tenant_id, user_id, role, created_at)
        SELECT ${newId(databaseUrl)}, h.tenant_id, g.id, 'viewer', h.created_at
        FROM users g, members h JOIN users u ON u.id = h.user_id
        WHERE g.email = '${guest.email}' AND u.email = '${host.email}'`);
      const tenants = await as(guest).all('/v1/tenants');
      assert.deepEqual(tenants.map(({ name, role }) => `${name} ${role}`).sort(),
        [`${guest.tenant_name} owner`, `${host.tenant_name} viewer`].sort());
      const switched = await as(guest).expect(200, 'POST', `/v1/tenants/${host.tenant_id}/switch`, {});
      assert.equal(switched.tenant_id, host.tenant_id);
      assert.equal(switched.role, 'viewer');
      const agent = { name: 'Guests build nothing' };
      assertProblem(await asEngine(switched).post('/v1/agents', agent), 403, 'permission_missing');
      assert.equal((await asEngine(guest).post('/v1/agents', agent)).status, 201, 'at home they do');
      assert.equal((await asEngine(host).all('/v1/agents')).length, 0);
    });

    test('an API key does what its scopes say until it is revoked', async () => {
      const person = await signUp(platform.authUrl);
      const make = (body) => as(person).post('/v1/api-keys', body);
      const key = (await make({ name: 'reader', scopes: ['agents:read'] })).body;
      assert.ok(key.secret.startsWith(key.prefix) && key.secret.length > key.prefix.length + 20);
      assert.equal((await asEngine(key).get('/v1/agents')).status, 200);
      assertProblem(await asEngine(key).post('/v1/agents', { name: 'x' }), 403, 'permission_missing');
      assertProblem(await as(key).get('/v1/me/sessions'), 403, 'session_required');
      assertProblem(await as(key).post('/v1/api-keys', { name: 'more' }), 403);
      assert.equal((await as(key).expect(200, 'GET', '/v1/me')).email, person.email);
      assertProblem(await make({ name: 'odd', scopes: ['agents:fly'] }), 400);

      const listed = await as(person).all('/v1/api-keys');
      assert.equal(listed.length, 1);
      assert.ok(!JSON.stringify(listed).includes(key.secret.slice(key.prefix.length)));
      const used = await eventually(async () =>
        (await as(person).all('/v1/api-keys'))[0].last_used_at, 'its use is recorded');
      assert.ok(!Number.isNaN(Date.parse(used)));

      await as(person).expect(204, 'DELETE', `/v1/api-keys/${key.id}`);
      assertProblem(await asEngine(key).get('/v1/agents'), 401, 'api_key_invalid');
      assert.equal((await as(person).all('/v1/api-keys')).length, 0);
    });

    test('an API key expires, and gives nobody more than they have', async () => {
      const person = await signUp(platform.authUrl);
      const soon = new Date(Date.now() + 1_200).toISOString();
      const key = await as(person).expect(201, 'POST', '/v1/api-keys', { name: 'brief', expires_at: soon });
      assert.equal((await asEngine(key).get('/v1/agents')).status, 200);
      await eventually(async () => (await asEngine(key).get('/v1/agents')).status === 401, 'it expires');
      assertProblem(await as(person).post('/v1/api-keys',
        { name: 'past', expires_at: '2020-01-01T00:00:00Z' }), 400);
      const builder = await as(person).expect(201, 'POST', '/v1/api-keys', { name: 'b', role: 'builder' });
      assertProblem(await as(builder).post('/v1/api-keys', { name: 'up', role: 'owner' }), 403,
        'role_beyond_own');
    });

    test('access tokens verify with jose by the published keys', async () => {
      const person = await signUp(platform.authUrl);
      const keys = createRemoteJWKSet(new URL(`${platform.authUrl}/.well-known/jwks.json`));
      const { payload, protectedHeader } = await jwtVerify(person.access_token, keys,
        { issuer: 'elevaite', audience: 'elevaite', algorithms: ['ES256'], typ: 'at+jwt' });
      assert.match(protectedHeader.kid, /^[\w-]{43}$/);
      assert.equal(payload.exp - payload.iat, person.expires_in);
      const { keys: published } = await auth.expect(200, 'GET', '/.well-known/jwks.json');
      for (const key of published) assert.equal(key.d, undefined, 'no private key is published');
    });

    test('wrong passwords slow an account down, but not for its owner at home', async () => {
      const person = await signUp(platform.authUrl);
      const from = (address, account) => auth.post('/v1/auth/sign-in',
        { email: account.email, password: account.password }, { 'X-Forwarded-For': address });
      assert.equal((await from('198.51.100.7', person)).status, 200);
      const wrong = { ...person, password: 'a wrong password 9' };
      for (let i = 0; i < 5; ++i) assertProblem(await from('203.0.113.9', wrong), 401);
      const slowed = await from('203.0.113.9', person);
      assertProblem(slowed, 429, 'account_slowed');
      assert.ok(Number(slowed.headers.get('Retry-After')) >= 1);
      assert.ok(slowed.body.retry_after_ms > 0 && slowed.body.retry_after_ms <= 2_000);
      assert.equal((await from('198.51.100.7', person)).status, 200);
      // An address without an account is slowed just the same.
      const nobody = { email: 'no-such@example.test', password: 'a wrong password 9' };
      for (let i = 0; i < 5; ++i) assertProblem(await from('203.0.113.9', nobody), 401);
      assertProblem(await from('203.0.113.9', nobody), 429, 'account_slowed');
    });

    test('a second Auth API on the same database limits the tries of one address', async () => {
      const other = await startPlatform({ command: 'auth', dataDir: platform.dataDir, databaseUrl,
        settings: { 'auth.rate_per_address': 1, 'auth.rate_burst': 3 } });
      const client = new Client(other.authUrl);
      const body = { email: 'somebody@example.test', password };
      for (let i = 0; i < 3; ++i) assertProblem(await client.post('/v1/auth/sign-in', body), 401);
      const limited = await client.post('/v1/auth/sign-in', body);
      assertProblem(limited, 429, 'too_many_attempts');
      assert.ok(Number(limited.headers.get('Retry-After')) >= 1);
      await other.stop();
    });

    test('signing keys rotate without anybody being signed out', async () => {
      const person = await signUp(platform.authUrl);
      const old = decodeProtectedHeader(person.access_token).kid;
      const jwks = async (url) => (await new Client(url).expect(200, 'GET', '/.well-known/jwks.json'))
        .keys.map(({ kid }) => kid);
      const now = () => BigInt(Date.now()) * 1000n;
      const start = () => startPlatform({ command: 'auth', dataDir: platform.dataDir, databaseUrl });

      // An hour before its end the key gets a successor, published and not yet used.
      await execute(`UPDATE signing_keys SET signs_until = ${now() + 3_600_000_000n}`);
      let next = await start();
      const published = await jwks(next.authUrl);
      assert.equal(published.length, 2);
      const fresh = published.find((kid) => kid !== old);
      const before = await new Client(next.authUrl).expect(200, 'POST', '/v1/auth/sign-in',
        { email: person.email, password });
      assert.equal(decodeProtectedHeader(before.access_token).kid, old);
      await next.stop();

      // The hour passes: the successor signs, and what the old key signed still verifies.
      await execute(`UPDATE signing_keys SET signs_until = ${now() - 1_000_000n} WHERE kid = '${old}'`);
      await execute(`UPDATE signing_keys SET signs_from = ${now() - 2_000_000n} WHERE kid = '${fresh}'`);
      next = await start();
      const afterwards = await new Client(next.authUrl).expect(200, 'POST', '/v1/auth/sign-in',
        { email: person.email, password });
      assert.equal(decodeProtectedHeader(afterwards.access_token).kid, fresh);
      assert.ok((await jwks(next.authUrl)).includes(old));
      const newEngine = await startPlatform({ command: 'engine', dataDir: platform.dataDir, databaseUrl });
      for (const { access_token: token } of [person, before, afterwards]) {
        assert.equal((await new Client(newEngine.engineUrl, token).get('/v1/agents')).status, 200);
      }
      await Promise.all([next.stop(), newEngine.stop()]);
    });
  });
}

test('the engine verifies tokens without the Auth API', { timeout: 60_000 }, async () => {
  const databaseUrl = await postgres.createDatabase();
  const auth = await startPlatform({ command: 'auth', databaseUrl });
  const settings = { 'auth.jwks_url': `${auth.authUrl}/.well-known/jwks.json` };
  const start = (more) => startPlatform({ command: 'engine', dataDir: auth.dataDir, databaseUrl,
    settings: more });
  const [byDatabase, byUrl] = await Promise.all([start({}), start(settings)]);
  const person = await signUp(auth.authUrl);
  const ask = async (engine) => (await new Client(engine.engineUrl, person.access_token)
    .get('/v1/agents')).status;
  assert.equal(await ask(byUrl), 200);
  await auth.stop();
  assert.equal(await ask(byDatabase), 200, 'asked for the first time, with no Auth API there');
  assert.equal(await ask(byUrl), 200, 'the keys were fetched before');
  const later = await start({});
  assert.equal(await ask(later), 200);
  await Promise.all([byDatabase, byUrl, later].map((engine) => engine.stop()));
});

test('the cookie of two hosts belongs to the domain above them', async () => {
  const platform = await startPlatform({ settings: { 'auth.cookie_domain': 'example.com' } });
  const { email, password: secret } = platform.demo;
  const answer = await new Client(platform.authUrl).post('/v1/auth/sign-in',
    { email, password: secret, cookie: true }, { Origin: 'http://localhost:3005' });
  assert.match(answer.headers.get('Set-Cookie'), /; Domain=example\.com$/);
  await platform.stop();
});
