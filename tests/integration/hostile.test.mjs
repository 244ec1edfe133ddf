// Whoever wants us harm: never a 5xx, never a crash, always problem details that say what is wrong.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, decodeJwt } from 'jose';
import { assertProblem, Client } from './support/client.mjs';
import { databaseOf } from './support/database.mjs';
import { startPlatform } from './support/platform.mjs';
import { exchange } from './support/raw.mjs';
import { fill, leastBody, routesOf } from './support/routes.mjs';

const limit = { timeout: 120_000 };
let platform, session, apis, routes;

before(async () => {
  platform = await startPlatform({ settings: {
    'http.header_deadline': '700ms', 'http.body_deadline': '700ms', 'http.idle_deadline': '1s' } });
  session = await new Client(platform.authUrl).expect(201, 'POST', '/v1/auth/sign-up',
    { email: 'mallory@example.test', password: 'correct horse battery 7' });
  apis = Object.fromEntries(['auth', 'engine'].map(
    (api) => [api, new Client(platform[`${api}Url`], session.access_token)]));
  routes = (await Promise.all(Object.keys(apis).map(async (api) =>
    (await routesOf(platform[`${api}Url`])).map((route) => ({ ...route, api }))))).flat();
});
after(async () => {
  const { code } = await platform.stop();
  assert.equal(code, 0);
});

const ids = {
  agent: 'no-such-agent', conversation: 'none', node_id: 'none', message_id: 'none', token: 'none',
  version_id: 'ver_01m85v48vxees96axwnc2k7s7s', id: 'run_01m85v48vxees96axwnc2k7s7s',
  delivery_id: 'dlv_01m85v48vxees96axwnc2k7s7s', subject: 'tenant', provider: 'none',
};
const pathOf = (route, values = {}) => fill(route.path, { ...ids, ...values });

// Every refusal, whatever it is: no 5xx, problem details (or OpenAI's shape where that is spoken).
function assertCivil(answer, what, route) {
  assert.ok(answer.status < 500, `${what}: ${answer.status} ${answer.text.slice(0, 500)}`);
  if (answer.status < 400) return;
  if (route?.id === 'create_chat_completion' && answer.body?.error) {
    assert.equal(typeof answer.body.error.message, 'string', what);
    return;
  }
  assert.equal(answer.headers.get('Content-Type'), 'application/problem+json', what);
  assert.equal(answer.body.status, answer.status, what);
  assert.ok(answer.body.detail.length > 5, what);
}

async function assertAlive() {
  assert.ok(!platform.hasExited, platform.logs.slice(-20).join('\n'));
  for (const api of Object.values(apis)) assert.equal((await api.get('/readyz')).status, 200);
}

test('no route but the public ones answers without credentials', limit, async () => {
  const isPublic = routes.filter((route) => route.isPublic).map(({ id }) => id);
  assert.deepEqual([...new Set(isPublic)].sort(), ['accept_invitation_as_new', 'answer_challenge',
    'auth_options', 'begin_provider_sign_in', 'call_hook_delete', 'call_hook_get', 'call_hook_patch',
    'call_hook_post', 'call_hook_put', 'confirm_email', 'confirm_sign_up', 'enrol_by_challenge',
    'find_invitation', 'finish_provider_sign_in', 'follow_file_link', 'health', 'jwks', 'metrics',
    'openapi', 'readiness', 'refresh', 'request_password_reset', 'reset_password', 'sign_in',
    'sign_out', 'sign_up']);
  for (const route of routes.filter((route) => !route.isPublic)) {
    for (const header of [undefined, 'Bearer', 'Bearer ', 'Basic dTpw', 'Bearer x.y.z', 'Bearer elv_x',
      `Token ${session.access_token}`, `Bearer ${session.access_token}x`]) {
      const answer = await new Client(apis[route.api].base).request(route.method, pathOf(route),
        route.body && leastBody(route.body), header ? { Authorization: header } : {});
      assert.equal(answer.status, 401, `${route.id} with ${header}: ${answer.text}`);
      assertCivil(answer, route.id, route);
      assert.equal(answer.headers.get('WWW-Authenticate') ?? 'Bearer', 'Bearer');
    }
  }
});

test('no path answers a method that it does not have', limit, async () => {
  const paths = new Map(routes.map((route) => [`${route.api} ${route.path}`, route]));
  for (const route of paths.values()) {
    const has = routes.filter(({ api, path }) => api === route.api && path === route.path)
      .map(({ method }) => method);
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'BREW'].filter((m) => !has.includes(m))) {
      const answer = await apis[route.api].request(method, pathOf(route), method === 'GET' ? undefined : {});
      if (has.includes('GET') || answer.status !== 404) assertProblem(answer, 405, 'method_not_allowed');
      for (const other of has) assert.ok(answer.headers.get('Allow').includes(other), route.path);
    }
  }
  assertProblem(await apis.engine.get('/v1/nothing'), 404, 'no_route');
});

const deep = '['.repeat(10_000);
const broken = {
  'nothing': '', 'not JSON': 'hello', 'half of it': '{"name":"x', 'two values': '{} {}',
  'a trailing comma': '{"name":"x",}', 'invalid UTF-8': Buffer.from('{"name":"\xff\xfe"}', 'latin1'),
  'half a surrogate': '{"name":"\\ud800"}', 'a bare NUL': '{"name":"\0"}',
  'deep lists': deep + ']'.repeat(10_000), 'deep lists without an end': deep,
  'deep objects': '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000),
  'a huge number': `{"name":1e${'9'.repeat(400)}}`, 'many digits': `{"name":${'9'.repeat(100_000)}}`,
  'a list': '[]', 'a text': '"x"', 'a number': '7', 'null': 'null', 'not a number': '{"name":NaN}',
  'names twice': '{"name":"a","name":"b","email":1,"email":2}',
  'many names': JSON.stringify(Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`n${i}`, i]))),
  'prototype names': '{"__proto__":{"role":"owner"},"constructor":1}',
};

test('broken bodies are refused on every route that reads one', limit, async () => {
  const readers = routes.filter((route) => route.body);
  assert.ok(readers.length > 18, `${readers.length} routes read a body`);
  for (const route of readers) {
    for (const [what, body] of Object.entries(broken)) {
      const answer = await apis[route.api].request(route.method, pathOf(route), body,
        { 'Content-Type': 'application/json' });
      assertCivil(answer, `${route.id}: ${what}`, route);
      assert.ok(answer.status >= 400 || /nothing|names|null/.test(what) || route.id === 'sign_out',
        `${route.id} accepts ${what}`);
    }
    const plain = await apis[route.api].request(route.method, pathOf(route), 'a=b',
      { 'Content-Type': 'application/x-www-form-urlencoded' });
    assertCivil(plain, `${route.id}: a form`, route);
    assert.equal(plain.status, route.id === 'create_chat_completion' ? 400 : 415, route.id);
  }
  await assertAlive();
});

const wrongValues = [null, true, 1, -1, 0.5, 1e300, 9007199254740993, '', ' ', 'x'.repeat(70_000),
  '\u0000', '{{ 1 }}', [], [[]], [null], {}, { a: { b: [] } }, '../../etc/passwd', "' OR 1=1 --"];

test('wrong types are refused field by field, on every route', limit, async () => {
  const agent = await apis.engine.deploy('Victim of types', {
    nodes: [{ id: 'chat', kind: 'chat_trigger' },
      { id: 'say', kind: 'respond', config: { body: { text: 'hello' } } }],
    edges: [{ id: 'e1', source: 'chat', target: 'say' }] });
  for (const route of routes.filter((route) => route.body)) {
    const names = Object.keys(route.body.properties ?? {});
    for (const name of names) {
      for (const value of wrongValues) {
        const body = { ...leastBody(route.body), [name]: value };
        const answer = await apis[route.api].request(route.method,
          pathOf(route, { agent: agent.id }), body, { 'If-Match': '"1"' });
        assertCivil(answer, `${route.id}: ${name} = ${JSON.stringify(value).slice(0, 40)}`, route);
      }
    }
  }
  await assertAlive();
});

test('wrong queries and ids are refused, on every route', limit, async () => {
  const encode = (value) => Buffer.from(value).toString('base64url');
  const values = ['', '0', '-1', 'x', '99999999999999999999', '%00', '%ff', '%', "'", 'true',
    ...['null', '1', '"x"', '[]', '{"a":1}', '-9223372036854775808', '1e400', deep].map(encode)];
  const badIds = ['x', 'run_', 'run_!', 'run_01m85v48vxees96axwnc2k7s7', '%00', '%ff', '..', '%2e%2e%2f',
    'a'.repeat(5_000), "'", '%F0%9F%92%A9'];
  for (const route of routes.filter(({ method }) => method === 'GET')) {
    for (const name of [...route.query, 'unknown']) {
      for (const value of values) {
        const path = `${pathOf(route)}?${name}=${value}&wait=false`;
        assertCivil(await apis[route.api].get(path), `${route.id}: ${path.slice(0, 200)}`, route);
      }
    }
    for (const name of route.parameters) {
      for (const id of badIds) {
        const path = route.path.replace(`{${name}}`, id).replace(/\{(\w+)\}/g, (_, other) => ids[other]);
        assertCivil(await apis[route.api].get(path), `${route.id}: ${path.slice(0, 200)}`, route);
      }
    }
  }
  await assertAlive();
});

function rss() {
  const status = readFileSync(`/proc/${platform.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)[1]) / 1024;
}

test('bodies of 10 MB are turned away, many at once, without growing', limit, async () => {
  const before = rss();
  const big = Buffer.alloc(10 << 20, 'x');
  for (const route of routes.filter((route) => route.body).slice(0, 6)) {
    const answers = await Promise.all(Array.from({ length: 8 }, () =>
      apis[route.api].request(route.method, pathOf(route), big,
        { 'Content-Type': 'application/json' }).catch((error) => error)));
    for (const answer of answers) {
      // The server may close before it has read what it does not want.
      if (answer instanceof Error) continue;
      assertCivil(answer, route.id, route);
      assert.equal(answer.status, 413, route.id);
    }
    assert.ok(answers.some((answer) => !(answer instanceof Error)), `${route.id} says why`);
  }
  // Below the limit of the server, above that of the route.
  // The server may be closing the idle connection on which fetch sends it: then it goes out again.
  const blank = () => apis.engine.post('/v1/agents', Buffer.alloc(7 << 20, ' '));
  const answer = await blank().catch(blank);
  assertCivil(answer, 'create_agent');
  assert.ok(rss() - before < 120, `${before.toFixed(0)} MiB grew to ${rss().toFixed(0)} MiB`);
  await assertAlive();
});

const head = (line, ...fields) => `${line}\r\n${['Host: x', ...fields].join('\r\n')}\r\n\r\n`;

test('bytes that are no HTTP are refused and end the connection', limit, async () => {
  const get = head('GET /healthz HTTP/1.1');
  const post = (...fields) => head('POST /v1/auth/sign-in HTTP/1.1', ...fields);
  const chunked = post('Transfer-Encoding: chunked');
  const cases = {
    'no HTTP at all': 'hello\r\n\r\n', 'a TLS greeting': Buffer.from('16030100a5010000a10303', 'hex'),
    'no host': 'GET /healthz HTTP/1.1\r\n\r\n', 'two hosts': head('GET /healthz HTTP/1.1', 'Host: y'),
    'a future version': head('GET /healthz HTTP/9.9'), 'no target': head('GET HTTP/1.1'),
    'a NUL in a field': head('GET /healthz HTTP/1.1', 'X-A: a\0b'),
    'a space before the colon': head('GET /healthz HTTP/1.1', 'X-A : b'),
    'a huge head': head('GET /healthz HTTP/1.1', `X-A: ${'a'.repeat(70_000)}`),
    'many fields': head('GET /healthz HTTP/1.1', ...Array.from({ length: 5_000 }, (_, i) => `X-${i}: y`)),
    'a huge target': head(`GET /${'a'.repeat(70_000)} HTTP/1.1`),
    'both lengths': post('Content-Length: 4', 'Transfer-Encoding: chunked') + '0\r\n\r\n',
    'two lengths': post('Content-Length: 4', 'Content-Length: 5') + 'abcd',
    'a negative length': post('Content-Length: -1'),
    'an endless length': post(`Content-Length: ${'9'.repeat(40)}`),
    'an odd encoding': post('Transfer-Encoding: gzip') + 'x',
    'chunked twice': post('Transfer-Encoding: chunked, chunked') + '0\r\n\r\n',
    'a chunk of no size': chunked + 'zz\r\nabc\r\n',
    'a chunk of endless size': chunked + 'fffffffffffffffff\r\n',
  };
  for (const [what, bytes] of Object.entries(cases)) {
    for (const port of Object.values(platform.ports)) {
      // The good request behind the bad one must never be answered.
      const { text, answers } = await exchange(port, [bytes, get]);
      assert.ok(answers.length <= 1, `${what}: ${text}`);
      assert.ok(!text.includes('"status":"ok"'), `${what} smuggles a request: ${text}`);
      // RFC 9112 wants 501 and 505 for what HTTP may be and we are not.
      for (const status of answers) {
        assert.ok((status >= 400 && status < 500) || [501, 505].includes(status), `${what}: ${text}`);
      }
      if (answers.length) assert.match(text, /application\/problem\+json/, what);
    }
  }
  await assertAlive();
});

test('requests in one go are answered in order, until the first that is none', limit, async () => {
  const get = (path, id) => head(`GET ${path} HTTP/1.1`, `X-Request-Id: ${id}`);
  const { text, answers } = await exchange(platform.ports.engine,
    get('/healthz', 'one') + get('/v1/nothing', 'two') + get('/healthz', 'three') + 'garbage\r\n\r\n' +
    get('/healthz', 'four'));
  assert.deepEqual(answers, [200, 404, 200, 400]);
  assert.deepEqual([...text.matchAll(/^X-Request-Id: (one|two|three|four)/gmi)].map((m) => m[1]),
    ['one', 'two', 'three']);
});

test('slow senders are cut off, and nobody waits for them', limit, async () => {
  const { port } = new URL(platform.engineUrl);
  const body = head('POST /v1/agents HTTP/1.1', `Authorization: Bearer ${session.access_token}`,
    'Content-Type: application/json', 'Content-Length: 1000');
  const slow = [
    ...Array.from({ length: 150 }, () => exchange(port, 'GET /v1/agents HT')),
    ...Array.from({ length: 150 }, () => exchange(port, `${body}{"name":`)),
    ...Array.from({ length: 50 }, () => exchange(port, '')),
  ];
  const began = performance.now();
  for (let i = 0; i < 20; ++i) assert.equal((await apis.engine.get('/v1/agents')).status, 200);
  assert.ok(performance.now() - began < 5_000, 'the others are served meanwhile');
  for (const { answers, text, ms } of await Promise.all(slow)) {
    assert.ok(answers.length === 0 || answers[0] === 408, text);
    assert.ok(ms < 12_000, `${ms} ms`);
  }
  await assertAlive();
});

test('a body that trickles does not get more time than the deadline', limit, async () => {
  const began = performance.now();
  const { connect } = await import('node:net');
  const socket = connect(platform.ports.auth, '127.0.0.1');
  socket.on('error', () => {});
  let text = '';
  socket.setEncoding('latin1').on('data', (part) => { text += part; });
  const closed = new Promise((resolve) => { socket.on('close', resolve); });
  socket.write(head('POST /v1/auth/sign-in HTTP/1.1', 'Content-Type: application/json',
    'Content-Length: 1000'));
  const timer = setInterval(() => socket.write(' '), 50);
  await closed;
  clearInterval(timer);
  assert.ok(performance.now() - began < 5_000);
  assert.match(text, /^HTTP\/1\.1 408 |^$/);
});

test('forged, foreign and expired tokens are refused for what they are', limit, async () => {
  // A key of ours among the published ones: so that each token is wrong in one thing only.
  const execute = databaseOf(null, undefined, platform.dataDir);
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(jwk);
  const now = Math.floor(Date.now() / 1000);
  const micros = (seconds) => `${now + seconds}000000`;
  await execute(`INSERT INTO signing_keys (kid, public_jwk, master_key_id, sealed_private_key,
    created_at, signs_from, signs_until, forgotten_at) SELECT '${kid}',
    '${JSON.stringify({ ...jwk, kid, alg: 'ES256', use: 'sig' })}', master_key_id, sealed_private_key,
    ${micros(-60)}, ${micros(-60)}, ${micros(3600)}, ${micros(7200)} FROM signing_keys LIMIT 1`);
  const engine = await startPlatform({ command: 'engine', dataDir: platform.dataDir });

  const claims = decodeJwt(session.access_token);
  const sign = (changes = {}, header = {}, key = privateKey) =>
    new SignJWT({ ...claims, ...changes }).setProtectedHeader(
      { alg: 'ES256', typ: 'at+jwt', kid, ...header }).sign(key);
  const ask = async (token) => new Client(engine.engineUrl, token).get('/v1/agents');

  // The keys are read at the first token: this one, which is right in everything.
  const good = await ask(await sign());
  assert.equal(good.status, 200, `a token that is right is accepted: ${good.text}`);
  await execute(`DELETE FROM signing_keys WHERE kid = '${kid}'`);

  const other = await generateKeyPair('ES256');
  const secret = new TextEncoder().encode(JSON.stringify(jwk));
  const [headerPart, payloadPart, signature] = (await sign()).split('.');
  const recode = (part, change) => Buffer.from(JSON.stringify(
    { ...JSON.parse(Buffer.from(part, 'base64url')), ...change })).toString('base64url');
  const otherTenant = claims.tid.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
  const wrong = {
    'alg none': new UnsecuredJWT(claims).encode(),
    'alg none with our header': `${recode(headerPart, { alg: 'none' })}.${payloadPart}.`,
    'alg none with a signature': `${recode(headerPart, { alg: 'None' })}.${payloadPart}.${signature}`,
    'HS256 with the public key': await sign({}, { alg: 'HS256' }, secret),
    'another key': await sign({}, {}, other.privateKey),
    'another key that brings itself': await sign({},
      { jwk: await exportJWK(other.publicKey) }, other.privateKey),
    'an unknown key': await sign({}, { kid: 'x'.repeat(43) }),
    'another audience': await sign({ aud: 'elsewhere' }), 'no audience': await sign({ aud: undefined }),
    'another issuer': await sign({ iss: 'elsewhere' }),
    'another type': await sign({}, { typ: 'JWT' }), 'no type': await sign({}, { typ: undefined }),
    'expired': await sign({ iat: now - 4_000, exp: now - 300 }), 'no end': await sign({ exp: undefined }),
    'from the future': await sign({ iat: now + 3_600, nbf: now + 3_600, exp: now + 7_200 }),
    'another tenant under our signature':
      `${headerPart}.${recode(payloadPart, { tid: otherTenant })}.${signature}`,
    'a claim that is no id': await sign({ tid: 'ten_x' }), 'no role': await sign({ role: 'god' }),
    'nobody': await sign(Object.fromEntries(Object.keys(claims)
      .filter((name) => !['iss', 'aud', 'exp', 'iat'].includes(name)).map((name) => [name, undefined]))),
    'a critical extension': await sign({}, { crit: ['b64'], b64: true }),
    'a cut signature': `${headerPart}.${payloadPart}.${signature.slice(0, 40)}`,
    'no signature': `${headerPart}.${payloadPart}.`, 'two parts': `${headerPart}.${payloadPart}`,
    'four parts': `${headerPart}.${payloadPart}.${signature}.x`,
    'a zero signature': `${headerPart}.${payloadPart}.${Buffer.alloc(64).toString('base64url')}`,
    'a long one': `${headerPart}.${'A'.repeat(20_000)}.${signature}`,
  };
  for (const [what, token] of Object.entries(wrong)) {
    const answer = await ask(token);
    assert.equal(answer.status, 401, `${what}: ${answer.text}`);
    assertProblem(answer, 401);
    assert.ok(!answer.text.includes(token.slice(-20)), `${what} is not repeated`);
  }
  assert.equal((await ask(await sign())).status, 200, 'and a right one still is');
  await engine.stop();
});
