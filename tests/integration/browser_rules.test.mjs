// What browsers are told of every answer, and what of them is believed: headers, cookies, origins, methods.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { assertProblem, Client } from './support/client.mjs';
import { startPlatform, temporaryDirectory } from './support/platform.mjs';
import { exchange } from './support/raw.mjs';
import { fill, leastBody, routesOf } from './support/routes.mjs';

const limit = { timeout: 60_000 };
const password = 'correct horse battery 7';
const own = 'http://localhost:3005';
const foreign = ['http://evil.test', 'null', 'http://localhost:3005.evil.test', 'http://localhost:30055',
  'https://localhost:3005', 'http://LOCALHOST:3005', 'http://localhost:3005/',
  'http://evil.test#localhost:3005'];
const exported = temporaryDirectory('web');
let platform, session, apis, listeners, routes;

before(async () => {
  for (const app of ['auth', 'elevaite']) {
    mkdirSync(join(exported, app, 'agents'), { recursive: true });
    mkdirSync(join(exported, app, '.git'), { recursive: true });
    writeFileSync(join(exported, app, 'index.html'), '<p>home</p>');
    writeFileSync(join(exported, app, '404.html'), '<p>lost</p>');
    writeFileSync(join(exported, app, 'agents', 'one.html'), '<p>one</p>');
    writeFileSync(join(exported, app, '.git', 'config'), 'sentinel');
    writeFileSync(join(exported, app, 'routes.json'), '[]');
  }
  platform = await startPlatform({ settings: { 'web.dir': exported } });
  const base = (name) => `http://127.0.0.1:${platform.ports[name]}`;
  listeners = ['auth', 'engine', 'app', 'authApp'].map((name) => [name, new Client(base(name))]);
  session = await new Client(base('auth')).expect(201, 'POST', '/v1/auth/sign-up',
    { email: 'browser@example.test', password });
  apis = Object.fromEntries(['auth', 'engine'].map(
    (api) => [api, new Client(base(api), session.access_token)]));
  routes = (await Promise.all(Object.keys(apis).map(async (api) =>
    (await routesOf(base(api))).map((route) => ({ ...route, api }))))).flat();
});
after(() => platform?.stop());

// A path with ids that name nothing.
const pathOf = ({ path, parameters }) =>
  fill(path, Object.fromEntries(parameters.map((name) => [name, 'none'])));

// The directives of a Content-Security-Policy.
const directives = (answer) => Object.fromEntries(answer.headers.get('Content-Security-Policy').split(';')
  .map((part) => part.trim().split(' ')).map(([name, ...sources]) => [name, sources.join(' ')]));

test('every answer says that it is nothing else, stands in no frame and tells nobody its address', limit,
  async () => {
    for (const [name, client] of listeners) {
      for (const path of ['/', '/nowhere', '/healthz', '/v1/me', '/v1/agents', '/openapi.json', '/%ff',
        '/api/auth/v1/me', '/api/engine/v1/agents', '/config.json', '/agents/one']) {
        const answer = await client.get(path);
        const what = `${path} of ${name}: ${answer.status}`;
        assert.equal(answer.headers.get('X-Content-Type-Options'), 'nosniff', what);
        assert.equal(answer.headers.get('X-Frame-Options'), 'DENY', what);
        assert.match(answer.headers.get('Referrer-Policy'), /^(no-referrer|same-origin)$/, what);
        const policy = directives(answer);
        assert.equal(policy['frame-ancestors'], `'none'`, what);
        assert.match(policy['default-src'], /^'(none|self)'$/, what);
        assert.match(answer.headers.get('Cache-Control'), /^(no-store|no-cache)$/, what);
        if (!answer.text) continue;
        const type = answer.headers.get('Content-Type');
        assert.ok(type, `${what} has a body of no type`);
        if (type.startsWith('text/')) assert.match(type, /; charset=utf-8$/, what);
      }
    }
  });

test('a page runs only its own scripts, and is nobody\'s base, form, plugin or opener', limit, async () => {
  for (const [name, client] of listeners.slice(2)) {
    for (const path of ['/', '/nowhere', '/agents/one']) {
      const answer = await client.get(path);
      assert.match(answer.headers.get('Content-Type'), /^text\/html; charset=utf-8$/, `${path} of ${name}`);
      const policy = directives(answer);
      assert.equal(policy['script-src'], `'self'`);
      assert.equal(policy['object-src'], `'none'`);
      assert.equal(policy['base-uri'], `'none'`);
      assert.equal(policy['form-action'], `'self'`);
      assert.equal(policy['connect-src'], `'self'`);
      assert.equal(answer.headers.get('Cross-Origin-Opener-Policy'), 'same-origin');
    }
  }
});

test('what holds somebody\'s data is kept by no cache', limit, async () => {
  for (const route of routes.filter(({ method, isPublic }) => method === 'GET' && !isPublic)) {
    const path = pathOf(route);
    // A stream has no end; that it may not be kept is in the head, which a wrong query answers too.
    const answer = await apis[route.api].get(`${path}?no_such_parameter=1`);
    assert.equal(answer.headers.get('Cache-Control'), 'no-store', route.id);
  }
  for (const [api, path] of [['auth', '/v1/me'], ['auth', '/v1/me/sessions'], ['engine', '/v1/agents'],
    ['engine', '/v1/runs'], ['engine', '/v1/files']]) {
    const answer = await apis[api].get(path);
    assert.equal(answer.status, 200, path);
    assert.equal(answer.headers.get('Cache-Control'), 'no-store', path);
  }
});

test('no origin but the operator\'s may read an answer, however it is spelled', limit, async () => {
  for (const [name, client] of listeners.slice(0, 2)) {
    for (const path of ['/healthz', '/v1/me', '/v1/agents', '/v1/nothing']) {
      for (const origin of foreign) {
        for (const method of ['GET', 'OPTIONS']) {
          const { headers } = await client.request(method, path, undefined, { Origin: origin });
          assert.equal(headers.get('Access-Control-Allow-Origin'), null, `${origin} at ${path} of ${name}`);
          assert.equal(headers.get('Access-Control-Allow-Methods'), null, `${origin} at ${path} of ${name}`);
        }
      }
      const { headers } = await client.get(path, { Origin: own });
      assert.equal(headers.get('Access-Control-Allow-Origin'), own);
      assert.match(headers.get('Vary'), /Origin/);
    }
  }
});

test('a form of another site reaches no operation: JSON must say that it is JSON', limit, async () => {
  const simple = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'];
  const asked = routes.filter(({ body }) => body);
  assert.ok(asked.length > 40, `${asked.length} routes read a body`);
  for (const route of asked) {
    for (const type of simple) {
      const answer = await apis[route.api].request(route.method, pathOf(route),
        JSON.stringify(leastBody(route.body)), { 'Content-Type': type });
      // In the words of OpenAI where those are spoken.
      const { reason, error } = answer.body;
      assert.equal(reason ?? error.code, 'unsupported_media_type', `${route.id} as ${type}: ${answer.text}`);
    }
  }
});

test('the cookie is believed from the operator\'s origins only', limit, async () => {
  const auth = listeners[0][1];
  const signedIn = await auth.post('/v1/auth/sign-in',
    { email: 'browser@example.test', password, cookie: true }, { Origin: own });
  assert.equal(signedIn.status, 200, signedIn.text);
  const [Cookie] = signedIn.headers.getSetCookie()[0].split(';');
  for (const path of ['/v1/auth/refresh', '/v1/auth/sign-out']) {
    assertProblem(await auth.post(path, {}, { Cookie }), 403, 'origin_refused');
    for (const Origin of foreign) {
      assertProblem(await auth.post(path, {}, { Cookie, Origin }), 403, 'origin_refused');
    }
  }
  // It is nothing but a refresh token: no other operation knows it.
  for (const path of ['/v1/me', '/v1/api-keys']) {
    assertProblem(await auth.get(path, { Cookie, Origin: own }), 401, 'credentials_missing');
  }
  assert.equal((await auth.post('/v1/auth/refresh', {}, { Cookie, Origin: own })).status, 200);
});

test('every cookie is for HTTPS, for no script, for this site, and small', limit, async () => {
  const auth = listeners[0][1];
  const answers = [
    await auth.post('/v1/auth/sign-up',
      { email: 'cookie@example.test', password, cookie: true }, { Origin: own }),
    await auth.post('/v1/auth/sign-in',
      { email: 'cookie@example.test', password, cookie: true }, { Origin: own }),
  ];
  const [Cookie] = answers.at(-1).headers.getSetCookie()[0].split(';');
  answers.push(await auth.post('/v1/auth/refresh', {}, { Cookie, Origin: own }));
  answers.push(await auth.post('/v1/auth/sign-out', {},
    { Cookie: answers.at(-1).headers.getSetCookie()[0].split(';')[0], Origin: own }));
  for (const answer of answers) {
    const cookies = answer.headers.getSetCookie();
    assert.equal(cookies.length, 1, `${answer.status}: ${answer.text}`);
    const [pair, ...attributes] = cookies[0].split('; ');
    for (const wanted of ['Path=/', 'HttpOnly', 'SameSite=Lax', 'Secure']) {
      assert.ok(attributes.includes(wanted), `${wanted} of ${cookies[0]}`);
    }
    // Without a domain it goes to the host that set it, and to no host below.
    assert.ok(!attributes.some((attribute) => attribute.startsWith('Domain')), cookies[0]);
    assert.ok(pair.length < 4096, `${pair.length} bytes`);
    const value = pair.slice(pair.indexOf('=') + 1);
    assert.ok(!value || !answer.text.includes(value), 'the body does not say it again');
  }
  assert.match(answers.at(-1).headers.getSetCookie()[0], /^elevaite_refresh=; .*Max-Age=0/);
  // Nothing else sets one.
  for (const route of routes.filter(({ method, isPublic }) => method === 'GET' && isPublic)) {
    const answer = await listeners.find(([name]) => name === route.api)[1].get(pathOf(route));
    assert.deepEqual(answer.headers.getSetCookie(), [], route.id);
  }
});

test('whoever may read changes nothing: no operation that changes is a GET', () => {
  // A hook answers to the method that its workflow names; the address itself is the secret.
  const reads = new RegExp('^((get|list|find|follow|export|stream|count|preview|resume)_|auth_options$|' +
    'health$|jwks$|metrics$|openapi$|readiness$|call_hook_get$)');
  for (const { id } of routes.filter(({ method }) => method === 'GET')) assert.match(id, reads, id);
});

test('TRACE and TRACK are answered by nobody', limit, async () => {
  for (const [name] of listeners) {
    for (const method of ['TRACE', 'TRACK']) {
      const { text, answers } = await exchange(platform.ports[name],
        `${method} / HTTP/1.1\r\nHost: h\r\nX-Sentinel: seen\r\nConnection: close\r\n\r\n`);
      assert.ok(answers.every((status) => status >= 400 && status < 502), `${method} of ${name}: ${text}`);
      assert.doesNotMatch(text, /Sentinel|seen/i, `${method} of ${name}`);
    }
  }
});

test('no folder is listed, and nothing hidden is served', limit, async () => {
  for (const [name, client] of listeners.slice(2)) {
    for (const path of ['/agents', '/agents/', '/.git', '/.git/', '/.git/config', '/%2egit/config',
      '/routes.json', '/index.html~', '/.env']) {
      const answer = await client.get(path);
      assert.ok([404, 308].includes(answer.status), `${path} of ${name}: ${answer.status}`);
      assert.doesNotMatch(answer.text, /one\.html|sentinel|pattern/, `${path} of ${name}`);
    }
  }
});

test('a workflow that answers a hook with a page runs nothing in our origin', limit, async () => {
  const agent = await apis.engine.deploy('Page', {
    nodes: [{ id: 'start', kind: 'webhook_trigger', config: { method: 'GET' } },
      { id: 'answer', kind: 'respond', config: { status: 200, headers: {
        'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': `script-src 'unsafe-inline'`,
        'Set-Cookie': 'elevaite_refresh=planted', 'Access-Control-Allow-Origin': '*' },
      body: '<script>alert(1)</script>' } }],
    edges: [{ id: 'e1', source: 'start', target: 'answer' }] });
  const { path } = agent.hooks[0];
  for (const [client, prefix] of [[apis.engine, ''], [listeners[2][1], '/api/engine']]) {
    const answer = await client.get(prefix + path);
    assert.equal(answer.status, 200, answer.text);
    assert.equal(directives(answer)['default-src'], `'none'`);
    assert.equal(directives(answer)['script-src'], undefined);
    assert.deepEqual(answer.headers.getSetCookie(), []);
    assert.equal(answer.headers.get('Access-Control-Allow-Origin'), null);
  }
});
