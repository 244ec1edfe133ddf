// The log: one JSON object a line whatever the outside world sends, with the time in UTC, and without what
// opens anything.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Client } from './support/client.mjs';
import { databaseOf } from './support/database.mjs';
import { startPlatform } from './support/platform.mjs';
import { exchange } from './support/raw.mjs';

const password = 'correct horse battery 7';
const metricsToken = 'metrics-token-of-this-test';
const forged = '\n{"at":"2020-01-01T00:00:00Z","level":"error","message":"forged"}\n';
let platform, auth, engine, session, key;

before(async () => {
  platform = await startPlatform({ settings: { 'log.level': 'debug', 'http.metrics_token': metricsToken } });
  auth = new Client(platform.authUrl);
  session = await auth.expect(201, 'POST', '/v1/auth/sign-up', { email: 'lines@example.test', password });
  auth = new Client(platform.authUrl, session.access_token);
  engine = new Client(platform.engineUrl, session.access_token);
  key = (await auth.expect(201, 'POST', '/v1/api-keys', { name: 'lines' })).secret;
});
after(() => platform?.stop());

// What the process writes for people at its start is no log.
const lines = () => platform.logs.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));

test('a line is one JSON object with time, level and message, whatever is sent', async () => {
  await engine.get(`/v1/agents/${encodeURIComponent(forged)}`);
  await engine.get('/v1/nothing%0d%0a%1b%5b31m%00',
    { 'User-Agent': 'line one\tline two', 'X-Request-Id': 'own.id-1' });
  await engine.get('/v1/agents', { 'X-Request-Id': 'a"b', traceparent: 'x'.repeat(300) });
  await auth.post('/v1/auth/sign-in', { email: `a${forged}@example.test`, password: forged });
  await exchange(platform.ports.engine,
    `GET /v1/${'%0a{"level":"error"}'.repeat(3)} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n`);
  const all = lines();
  assert.ok(all.filter(({ message }) => message === 'request').length > 5, 'requests are in the log');
  for (const line of all) {
    assert.match(line.at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3,6}Z$/);
    assert.match(line.level, /^(debug|info|warning|error)$/);
    assert.ok(line.message.length > 2 && line.message !== 'forged', JSON.stringify(line));
  }
  const ours = all.find(({ request_id: id }) => id === 'own.id-1');
  assert.deepEqual([ours.method, ours.status, ours.remote_address], ['GET', 404, '127.0.0.1']);
});

test('no line holds a password, a token, a key or what a body said', async () => {
  const { access_token: access, refresh_token: refresh } = session;
  const user = new Client(platform.engineUrl, key);
  await user.get('/v1/agents');
  await new Client(platform.engineUrl, `${key}x`).get('/v1/agents');
  await new Client(platform.engineUrl, `${access}x`).get('/v1/agents');
  await auth.post('/v1/auth/sign-in', { email: 'lines@example.test', password: `${password} wrong` });
  await auth.post('/v1/auth/refresh', { refresh_token: `${refresh}x` });
  const next = await auth.expect(200, 'POST', '/v1/auth/refresh', { refresh_token: refresh });
  await auth.post('/v1/auth/password-reset/complete', { token: 'reset-token-of-this-test', password });
  await engine.post('/v1/credentials',
    { name: 'partner', kind: 'http_bearer', fields: { token: 'sentinel-of-a-credential' } });
  await new Client(platform.authUrl, metricsToken).get('/metrics');
  await new Client(platform.authUrl, `${metricsToken}x`).get('/metrics');
  const text = platform.logs.join('\n');
  for (const secret of [password, access, refresh, next.access_token, next.refresh_token, key, metricsToken,
    'reset-token-of-this-test', 'sentinel-of-a-credential', platform.demo.password, platform.demo.api_key]) {
    assert.ok(secret.length > 10 && !text.includes(secret), `a line holds ${secret.slice(0, 6)}…`);
  }
});

test('an unexpected failure is told to the operator, and to nobody else', async () => {
  // What no code of ours writes: a secret that no key opens.
  await auth.expect(200, 'POST', '/v1/me/second-factor', { password });
  await databaseOf(null, undefined, platform.dataDir)("UPDATE second_factors SET sealed_secret = x'00'");
  const answer = await auth.get('/v1/me/second-factor', { 'X-Request-Id': 'looked.at' });
  assert.equal(answer.status, 500, answer.text);
  assert.equal(answer.body.request_id, 'looked.at');
  const told = lines().find(({ level, request_id: id }) => level === 'error' && id === 'looked.at');
  assert.equal(told.route, 'get_second_factor');
  assert.ok(told.error.length > 5 && !answer.text.includes(told.error), told.error);
});
