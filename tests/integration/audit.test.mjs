// The audit log over HTTP and from the command line: what is in it, who may read it, and that it shows when
// somebody has tampered with it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertProblem, Client } from './support/client.mjs';
import { databaseOf } from './support/database.mjs';
import { runCommand, settingsToArguments, startPlatform } from './support/platform.mjs';

let platform, auth, engine;
before(async () => {
  platform = await startPlatform();
  const { email, password } = platform.demo;
  const session = await new Client(platform.authUrl).expect(200, 'POST', '/v1/auth/sign-in',
    { email, password });
  auth = new Client(platform.authUrl, session.access_token);
  engine = new Client(platform.engineUrl, session.access_token);
});
after(() => platform?.stop());

const actionsOf = async (query = '') =>
  (await auth.all(`/v1/audit-events${query}`)).map(({ action }) => action);

test('what the engine and the Auth API do is in one chain, without secrets', async () => {
  const agent = await engine.deploy('Audited', {
    nodes: [{ id: 'start', kind: 'manual_trigger' }], edges: [] });
  await engine.expect(204, 'POST', `/v1/agents/${agent.id}/undeploy`);
  await engine.expect(204, 'DELETE', `/v1/agents/${agent.id}`);
  const credential = await engine.expect(201, 'POST', '/v1/credentials',
    { name: 'audited', kind: 'http_bearer', fields: { token: 'a very secret token' } });
  await engine.expect(200, 'PATCH', `/v1/credentials/${credential.id}`,
    { fields: { token: 'another secret token' } });
  await engine.expect(204, 'DELETE', `/v1/credentials/${credential.id}`);
  assert.deepEqual(await actionsOf(`?target=${agent.id}`),
    ['agent.deleted', 'agent.undeployed', 'agent.deployed', 'agent.created']);
  assert.deepEqual(await actionsOf(`?target=${credential.id}`),
    ['credential.deleted', 'credential.updated', 'credential.created']);
  const all = await auth.all('/v1/audit-events?limit=2');
  assert.ok(all.length > 8);
  all.forEach((event, i) => assert.equal(event.seq, all.length - i, 'without gaps, newest first'));
  assert.doesNotMatch(JSON.stringify(all), /secret token/);
});

test('it is exported as CSV and as JSON lines', async () => {
  const csv = await auth.get('/v1/audit-events/export?action=credential.');
  assert.equal(csv.status, 200);
  assert.match(csv.headers.get('Content-Type'), /^text\/csv/);
  assert.match(csv.headers.get('Content-Disposition'), /audit\.csv/);
  const [head, ...lines] = csv.text.trim().split('\r\n');
  assert.match(head, /^seq,at,actor_kind/);
  assert.equal(lines.length, (await actionsOf('?action=credential.')).length);
  assert.ok(lines.length > 0, 'the demo has a credential');
  const jsonl = await fetch(`${platform.authUrl}/v1/audit-events/export?format=jsonl`,
    { headers: { Authorization: `Bearer ${auth.token}` } });
  assert.equal(jsonl.headers.get('Content-Type'), 'application/jsonl');
  const events = (await jsonl.text()).trim().split('\n').map((line) => JSON.parse(line));
  assert.deepEqual(events, await auth.all('/v1/audit-events'));
});

test('a filter that cannot be is refused', async () => {
  for (const query of ['actor=somebody', 'from=yesterday', 'action=x', 'format=xml']) {
    assertProblem(await auth.get(`/v1/audit-events/export?${query}`), 400);
  }
});

test('the command says that it is as it was written, until it is not', async () => {
  const settings = settingsToArguments({ 'data.dir': platform.dataDir });
  const verify = () => runCommand(['audit', 'verify', ...settings]);
  const sound = await verify();
  assert.equal(sound.code, 0, sound.stderr);
  assert.match(sound.stdout, /^ten_\w+ \d+ [0-9a-f]{64} sound$/m);
  const sql = databaseOf(null, null, platform.dataDir);
  await assert.rejects(sql("UPDATE audit_events SET action = 'nothing.happened'"));
  await sql('DROP TRIGGER audit_events_never_updated');
  await sql("UPDATE audit_events SET action = 'nothing.happened' WHERE action = 'tenant.created'");
  const broken = await verify();
  assert.equal(broken.code, 1);
  assert.match(broken.stdout, /Event \d+ is not as it was written/);
});
