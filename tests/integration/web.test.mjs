// The web apps as `elevaite up` serves them: pages, and the two APIs below /api/ in one origin.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { assertProblem, Client } from './support/client.mjs';
import { startPlatform, temporaryDirectory } from './support/platform.mjs';
import { exchange } from './support/raw.mjs';

const exported = temporaryDirectory('web');
let platform, app, authApp;

function write(path, content) {
  mkdirSync(dirname(join(exported, path)), { recursive: true });
  writeFileSync(join(exported, path), content);
}

before(async () => {
  for (const name of ['auth', 'elevaite']) {
    write(`${name}/index.html`, `<p>${name}</p>`);
    write(`${name}/404.html`, '<p>lost</p>');
    write(`${name}/agents/_.html`, '<p>agent</p>');
    write(`${name}/_next/static/a.js`, 'code'.repeat(1000));
    write(`${name}/_next/static/a.js.br`, brotliCompressSync('code'.repeat(1000)));
    write(`${name}/routes.json`, '[{"pattern":"/agents/[agent]","file":"/agents/_.html"}]');
  }
  write('secret.txt', 'secret');
  platform = await startPlatform({ settings: { 'web.dir': exported } });
  app = new Client(`http://127.0.0.1:${platform.ports.app}`);
  authApp = new Client(`http://127.0.0.1:${platform.ports.authApp}`);
});
after(() => platform?.stop());

test('up says where to go, the ElevAIte App first', () => {
  const links = platform.logs.flatMap((line) => /^ {4}(\w.*?) {2,}http:\/\/localhost:(\d+)$/.exec(line)
    ?.slice(1).join(' ') ?? []);
  assert.deepEqual(links, [`ElevAIte App ${platform.ports.app}`, `Auth App ${platform.ports.authApp}`,
    `Auth API ${platform.ports.auth}`, `Workflow Engine ${platform.ports.engine}`]);
});

test('each app has its own files, and the pages of its routes', async () => {
  assert.equal((await app.get('/')).text, '<p>elevaite</p>');
  assert.equal((await authApp.get('/')).text, '<p>auth</p>');
  const page = await app.get('/agents/agt_123?tab=runs');
  assert.equal(page.text, '<p>agent</p>');
  assert.match(page.headers.get('Content-Security-Policy'), /script-src 'self';/);
  const lost = await app.get('/nowhere');
  assert.deepEqual([lost.status, lost.text], [404, '<p>lost</p>']);
});

test('browsers get the compressed form, and nothing that they have already', async () => {
  const path = '/_next/static/a.js';
  const { text } = await exchange(platform.ports.app,
    `GET ${path} HTTP/1.1\r\nHost: h\r\nAccept-Encoding: br\r\nConnection: close\r\n\r\n`);
  const [head, body] = text.split('\r\n\r\n');
  assert.match(head, /Content-Encoding: br/);
  assert.match(head, /Cache-Control: public, max-age=31536000, immutable/);
  assert.equal(brotliDecompressSync(Buffer.from(body, 'latin1')).toString(), 'code'.repeat(1000));
  const etag = /ETag: (.*)/.exec(head)[1].trim();
  const again = await app.get(path, { 'If-None-Match': etag, 'Accept-Encoding': 'br' });
  assert.deepEqual([again.status, again.text], [304, '']);
});

test('no path leads out of the folder', async () => {
  const paths = ['/../secret.txt', '/agents/../../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt',
    '/%2e%2e%2f%2e%2e%2fetc/passwd', '/../../../../etc/passwd', '/routes.json', '/secret.txt',
    '//etc/passwd', '/secret.txt%00.html', '/\\..\\secret.txt'];
  for (const path of paths) {
    const { text, answers } = await exchange(platform.ports.app,
      `GET ${path} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n`);
    assert.match(String(answers), /^40[04]$/, path);
    assert.doesNotMatch(text, /\r\n\r\n(secret|root:|\[)/, path);
  }
});

test('a browser signs up, is remembered by its cookie and calls both APIs from one origin', async () => {
  const origin = { Origin: `http://127.0.0.1:${platform.ports.app}` };
  const person = { email: 'web@example.test', password: 'correct horse battery 7', cookie: true };
  const answer = await authApp.post('/api/auth/v1/auth/sign-up', person,
    { Origin: `http://localhost:${platform.ports.authApp}` });
  assert.equal(answer.status, 201, answer.text);
  const cookie = answer.headers.get('Set-Cookie');
  assert.match(cookie, /; Path=\/; /);
  const sent = { Cookie: cookie.split(';')[0] };
  assertProblem(await app.post('/api/auth/v1/auth/refresh', {}, { ...sent, Origin: 'http://evil.test' }),
    403, 'origin_refused');
  const refreshed = await app.post('/api/auth/v1/auth/refresh', {}, { ...sent, ...origin });
  assert.equal(refreshed.status, 200, refreshed.text);
  app.token = refreshed.body.access_token;
  const me = await app.expect(200, 'GET', '/api/auth/v1/me');
  assert.equal(me.email, 'web@example.test');
  assert.deepEqual((await app.expect(200, 'GET', '/api/engine/v1/agents')).data, []);
  assertProblem(await app.get('/api/engine/v1/nothing'), 404, 'no_route');
});

test('events stream through the prefix, and are resumed there', async () => {
  const engine = new Client(`${app.base}/api/engine`, platform.demo.api_key);
  const { id } = await engine.expect(202, 'POST', '/v1/agents/approver/runs',
    { input: { message: 'hello' } });
  const follow = async (headers, until) => {
    const stop = new AbortController();
    const response = await fetch(`${engine.base}/v1/runs/${id}/events`, { signal: stop.signal,
      headers: { Authorization: `Bearer ${engine.token}`, Accept: 'text/event-stream', ...headers } });
    assert.match(response.headers.get('Content-Type'), /^text\/event-stream/);
    let text = '';
    for await (const part of response.body.pipeThrough(new TextDecoderStream())) {
      text += part;
      if (until.test(text)) break;
    }
    stop.abort();
    return [...text.matchAll(/^id: (\d+)$/gm)].map((match) => Number(match[1]));
  };
  const first = await follow({}, /step_waiting/);
  assert.equal(first[0], 1);
  await engine.expect(200, 'POST', `/v1/runs/${id}/approvals`, { step: 'ask', approved: false });
  const rest = await follow({ 'Last-Event-ID': String(first.at(-1)) }, /run_succeeded/);
  assert.equal(rest[0], first.at(-1) + 1);
});

test('the metrics and everything else of the APIs stay behind', async () => {
  for (const path of ['/metrics', '/api/engine/metrics', '/api/auth/metrics', '/api/engine/%6detrics',
    '/api/engine/v1/../metrics', '/api/engine//metrics', '/api/nothing', '/api']) {
    const { text, answers } = await exchange(platform.ports.app,
      `GET ${path} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n`);
    assert.deepEqual(answers, [404], path);
    assert.doesNotMatch(text, /elevaite_http_requests_total/, path);
  }
});

test('the apps learn where they are', async () => {
  assert.deepEqual((await app.get('/config.json')).body, {
    auth_app: `http://127.0.0.1:${platform.ports.authApp}`,
    elevaite_app: `http://127.0.0.1:${platform.ports.app}` });
  const options = await app.expect(200, 'GET', '/api/auth/v1/auth/options');
  assert.equal(options.auth_origin, `http://localhost:${platform.ports.authApp}`);
  assert.equal(options.app_origin, `http://localhost:${platform.ports.app}`);
});

test('without an export the platform starts without the apps, and says so', async () => {
  const folder = join(exported, 'none');
  const bare = await startPlatform({ settings: { 'web.dir': folder } });
  try {
    assert.equal(bare.ports.app, undefined);
    assert.equal(bare.logs.filter((line) => line.includes('"the web apps are not built"')).length, 1);
    assert.ok(bare.logs.some((line) => line.includes(`There are no web apps in ${folder}`)));
  } finally {
    await bare.stop();
  }
});

test('a broken export is a sentence, not a riddle', async () => {
  write('broken/auth/index.html', '');
  write('broken/elevaite/routes.json', '[{"pattern":"/a/[b]","file":"/missing.html"}]');
  await assert.rejects(startPlatform({ settings: { 'web.dir': join(exported, 'broken') } }),
    /There is no file .*\/missing\.html/);
});
