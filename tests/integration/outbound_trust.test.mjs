// Whom the platform believes when it calls out over TLS: a server whose certificate nobody it trusts has
// signed gets not a byte of the request.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Client } from './support/client.mjs';
import { startPlatform, temporaryDirectory } from './support/platform.mjs';

const limit = { timeout: 60_000 };
const secret = 'bearer-that-must-not-leave';
let servers, platform, client, agent;

// A server with a certificate of its own making; it counts what reaches it.
async function startServer(subject, names) {
  const folder = temporaryDirectory('certificate');
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1',
    '-nodes', '-keyout', key, '-out', cert, '-days', '30', '-subj', `/CN=${subject}`,
    '-addext', `subjectAltName=${names}`], { stdio: 'ignore' });
  const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (request, response) => {
    ++server.requests;
    response.end('{}');
  });
  Object.assign(server, { requests: 0, greetings: 0 });
  server.on('tlsClientError', () => { ++server.greetings; });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  server.port = server.address().port;
  return server;
}

before(async () => {
  servers = [await startServer('127.0.0.1', 'IP:127.0.0.1'),
    await startServer('elsewhere.test', 'DNS:elsewhere.test')];
  platform = await startPlatform({ settings: {
    'egress.allow': servers.map(({ port }) => `127.0.0.1:${port}`).join(','),
    'oidc.issuer': `https://127.0.0.1:${servers[0].port}`, 'oidc.client_id': 'elevaite' } });
  client = new Client(platform.engineUrl, platform.demo.api_key);
  const session = await new Client(platform.authUrl).expect(200, 'POST', '/v1/auth/sign-in',
    { email: platform.demo.email, password: platform.demo.password });
  await new Client(platform.engineUrl, session.access_token).expect(201, 'POST', '/v1/credentials',
    { name: 'partner', kind: 'http_bearer', fields: { token: secret } });
  agent = await client.deploy('Caller', {
    nodes: [{ id: 'start', kind: 'manual_trigger' }, { id: 'call', kind: 'http_request',
      config: { method: 'POST', url: '{{ trigger.url }}', credential: 'partner', body: {} } }],
    edges: [{ id: 'e1', source: 'start', target: 'call' }] });
});
after(async () => {
  await platform?.stop();
  for (const server of servers ?? []) server.close();
});

test('a certificate that nobody we trust has signed ends the call before the request', limit, async () => {
  for (const server of servers) {
    const run = await client.expect(201, 'POST', `/v1/agents/${agent.id}/runs`,
      { input: { url: `https://127.0.0.1:${server.port}/` }, wait: 20 });
    assert.equal(run.status, 'failed', JSON.stringify(run.output));
    assert.match(run.error.message, /certificate|TLS|SSL/i);
    assert.ok(server.greetings > 0, 'it was dialled, and turned away by the caller');
    assert.equal(server.requests, 0);
    assert.ok(!JSON.stringify(run).includes(secret));
  }
});

test('nobody signs in through a provider whose certificate is not trusted', limit, async () => {
  const answer = await new Client(platform.authUrl).post('/v1/auth/providers/oidc/begin', {},
    { Origin: 'http://localhost:3005' });
  assert.equal(answer.status, 503, answer.text);
  assert.equal(answer.body.reason, 'provider_unavailable');
  assert.equal(servers[0].requests, 0);
});

test('failures of TLS are in the operator\'s log', limit, async () => {
  assert.ok(platform.logs.some((line) => line.startsWith('{') && JSON.parse(line).level === 'warning' &&
    /certificate|TLS|SSL/i.test(line)), platform.logs.slice(-5).join('\n'));
});
