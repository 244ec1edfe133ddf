// What a tenant can aim reaches no private address: proven by a canary on loopback, which must
// never see a connection.
import assert from 'node:assert/strict';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { Client } from './support/client.mjs';
import { startPlatform } from './support/platform.mjs';

const limit = { timeout: 60_000 };
let canary, touched = 0, door, platform, client, agent;

async function listen(server, host = '127.0.0.1') {
  server.listen(0, host);
  await once(server, 'listening');
  return server.address().port;
}

before(async () => {
  canary = createServer((socket) => {
    ++touched;
    socket.destroy();
  });
  canary.port = await listen(canary);
  // An address that the operator allows, and that leads elsewhere.
  door = createHttpServer((request, response) => {
    const target = new URL(request.url, 'http://x').searchParams.get('to');
    if (target) response.writeHead(302, { Location: target });
    response.end('{"ok":true}');
  });
  door.port = await listen(door);
  platform = await startPlatform({ settings: { 'egress.allow': `127.0.0.1:${door.port}` } });
  client = new Client(platform.engineUrl, platform.demo.api_key);
  agent = await client.deploy('Prober', {
    nodes: [{ id: 'start', kind: 'manual_trigger' },
      { id: 'probe', kind: 'http_request', config: { url: '{{ trigger.url }}' } }],
    edges: [{ id: 'e1', source: 'start', target: 'probe' }] });
});
after(async () => {
  await platform?.stop();
  for (const server of [canary, door]) server?.close();
});

// The error of a run, and how long it took to fail.
async function probe(url, name = agent.id) {
  const began = performance.now();
  const run = await client.expect(201, 'POST', `/v1/agents/${name}/runs`, { input: { url }, wait: 20 });
  return { ...run, ms: performance.now() - began };
}

async function assertDenied(url) {
  const run = await probe(url);
  assert.equal(run.status, 'failed', `${url}: ${JSON.stringify(run.output)}`);
  assert.equal(run.error.code, 'permission_denied', `${url}: ${JSON.stringify(run.error)}`);
  assert.ok(run.ms < 1_000, `${url} took ${run.ms.toFixed(0)} ms`);
  assert.equal(touched, 0, `${url} reached the canary`);
}

let isGuardProven = false;
test('the guard denies loopback before it connects', limit, async () => {
  await assertDenied(`http://127.0.0.1:${canary.port}/`);
  assert.equal((await probe(`http://127.0.0.1:${door.port}/`)).status, 'succeeded',
    'an address that is allowed is reached');
  isGuardProven = true;
});

test('no spelling of a loopback address gets past it', limit, async () => {
  assert.ok(isGuardProven, 'only when the guard is known to work');
  const { port } = canary;
  for (const host of ['localhost', 'LOCALHOST', 'localhost.', '127.1', '127.0.0.2', '0x7f000001',
    '0x7f.0.0.1', '2130706433', '017700000001', '0.0.0.0', '[::1]', '[::]', '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]', '[0:0:0:0:0:0:0:1]', 'user:password@127.0.0.1',
    '127.0.0.1%2eexample.test@127.0.0.1']) {
    const run = await probe(`http://${host}:${port}/`);
    assert.equal(run.status, 'failed', host);
    assert.ok(['permission_denied', 'invalid_argument'].includes(run.error.code),
      `${host}: ${JSON.stringify(run.error)}`);
    assert.equal(touched, 0, `${host} reached the canary`);
  }
});

test('our own APIs and the carrier\'s neighbours are out of reach', limit, async () => {
  for (const port of [platform.ports.auth, platform.ports.engine]) {
    await assertDenied(`http://127.0.0.1:${port}/healthz`);
  }
});

// The verdict only: the guard has been shown to give it before anything is dialled.
test('metadata and private addresses are denied at once', limit, async () => {
  assert.ok(isGuardProven, 'only when the guard is known to work');
  for (const host of ['169.254.169.254', '10.0.0.1', '192.168.1.1', '172.16.0.1', '100.64.0.1',
    '[fe80::1]', '[fd00:ec2::254]', '[::ffff:169.254.169.254]', '[64:ff9b::a9fe:a9fe]', '168.63.129.16']) {
    await assertDenied(`http://${host}/latest/meta-data/`);
  }
});

test('other schemes are refused', limit, async () => {
  for (const url of ['file:///etc/passwd', `gopher://127.0.0.1:${canary.port}/x`,
    `ftp://127.0.0.1:${canary.port}/`,
    `dict://127.0.0.1:${canary.port}/x`, 'unix:/var/run/docker.sock', '//127.0.0.1/', 'javascript:1', '']) {
    const run = await probe(url);
    assert.equal(run.status, 'failed', url);
    assert.ok(['permission_denied', 'invalid_argument'].includes(run.error.code),
      `${url}: ${JSON.stringify(run.error)}`);
  }
  assert.equal(touched, 0);
});

test('a redirect leads to no denied address either', limit, async () => {
  assert.ok(isGuardProven, 'only when the guard is known to work');
  const through = (target) => `http://127.0.0.1:${door.port}/?to=${encodeURIComponent(target)}`;
  assert.equal((await probe(through(`http://127.0.0.1:${door.port}/`))).status, 'succeeded');
  for (const target of [`http://127.0.0.1:${canary.port}/`, `http://localhost:${canary.port}/`,
    `//127.0.0.1:${canary.port}/`, 'http://169.254.169.254/latest/meta-data/',
    through(`http://127.0.0.1:${canary.port}/`)]) {
    await assertDenied(through(target));
  }
  const elsewhere = await probe(through('file:///etc/passwd'));
  assert.equal(elsewhere.status, 'failed');
  assert.ok(!JSON.stringify(elsewhere).includes('root:'));
});

test('credentials cannot aim at a denied address', limit, async () => {
  const credential = (name, kind, fields) =>
    client.post('/v1/credentials', { name, kind, fields });
  const target = `127.0.0.1:${canary.port}`;
  const made = await Promise.all([
    credential('pg', 'postgres', { url: `postgres://u:p@${target}/db` }),
    credential('pg-local', 'postgres', { url: `postgres://u:p@localhost:${canary.port}/db` }),
    credential('llm', 'openai_compatible', { base_url: `http://${target}/v1`, api_key: 'k' }),
    credential('hook', 'slack', { webhook_url: `http://${target}/hook` }),
  ]);
  const nodes = {
    pg: { kind: 'sql_query', config: { credential: 'pg', sql: 'SELECT 1' } },
    'pg-local': { kind: 'sql_query', config: { credential: 'pg-local', sql: 'SELECT 1' } },
    llm: { kind: 'prompt', config: { credential: 'llm', model: 'openai:m', prompt: 'x' } },
    hook: { kind: 'slack_message', config: { credential: 'hook', text: 'x' } },
  };
  for (const [i, [name, node]] of Object.entries(nodes).entries()) {
    if (made[i].status !== 201) {  // refused when it was stored
      assert.ok([400, 403].includes(made[i].status), made[i].text);
      continue;
    }
    const created = await client.expect(201, 'POST', '/v1/agents', { name: `Aims ${name}`, workflow: {
      nodes: [{ id: 'start', kind: 'manual_trigger' }, { id: 'probe', ...node }],
      edges: [{ id: 'e1', source: 'start', target: 'probe' }] } });
    const report = await client.expect(200, 'POST', `/v1/agents/${created.id}/validate`, {});
    assert.ok(report.is_deployable, `${name}: ${JSON.stringify(report.problems)}`);
    const run = await client.expect(201, 'POST', `/v1/agents/${created.id}/runs`,
      { version: 'draft', wait: 20 });
    assert.equal(run.status, 'failed', name);
    assert.equal(run.error.code, 'permission_denied', `${name}: ${JSON.stringify(run.error)}`);
    assert.equal(touched, 0, `${name} reached the canary`);
  }
});

test('a SQLite credential names files of its folder only', limit, async () => {
  const query = async (credential, sql) => {
    const created = await client.expect(201, 'POST', '/v1/agents', { name: 'Queries', workflow: {
      nodes: [{ id: 'start', kind: 'manual_trigger' },
        { id: 'probe', kind: 'sql_query', config: { credential, sql } }],
      edges: [{ id: 'e1', source: 'start', target: 'probe' }] } });
    return client.expect(201, 'POST', `/v1/agents/${created.id}/runs`, { version: 'draft', wait: 20 });
  };
  assert.equal((await query('sample-shop', 'SELECT count(*) FROM orders')).status, 'succeeded');
  for (const file of ['../elevaite.db', '/etc/passwd', 'file:../elevaite.db?mode=rw', '..',
    'a/../../elevaite.db']) {
    const made = await client.post('/v1/credentials',
      { name: `file ${file}`, kind: 'sqlite', fields: { file } });
    if (made.status !== 201) {
      assert.equal(made.status, 400, made.text);
      continue;
    }
    const run = await query(`file ${file}`, 'SELECT email FROM users');
    assert.equal(run.status, 'failed', file);
    assert.ok(!JSON.stringify(run).includes('demo@elevaite.test'));
  }
  // Inside its own file a query attaches nothing else and writes nothing.
  for (const sql of [`ATTACH '${platform.dataDir}/elevaite.db' AS x`, 'DELETE FROM orders',
    "SELECT load_extension('x')", 'PRAGMA journal_mode = DELETE', "VACUUM INTO '/tmp/stolen.db'"]) {
    const run = await query('sample-shop', sql);
    assert.equal(run.status, 'failed', sql);
    assert.notEqual(run.error.code, 'internal', `${sql}: ${JSON.stringify(run.error)}`);
  }
});
