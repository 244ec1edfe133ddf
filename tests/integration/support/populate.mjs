// A tenant with one of everything, and what fills the path of any route with its ids: for the tests that ask
// every route there is.
import { Client } from './client.mjs';
import { databaseOf, newId } from './database.mjs';
import { eventually } from './platform.mjs';

// The settings that a platform needs for it.
export const populatable = { 'notifications.retry_delays': '1ms', 'notifications.poll_interval': '20ms',
  'egress.allow': '127.0.0.1:1' };

// The same id with other random bits, which nobody has.
export const absent = (id) =>
  id.slice(0, -6) + [...id.slice(-6)].map((c) => (c === '7' ? 'a' : '7')).join('');

// An answer as text, without what tells two requests apart.
export const plain = (answer, ids) => {
  let text = JSON.stringify({ status: answer.status, body: answer.body ?? answer.text,
    type: answer.headers.get('Content-Type'), allow: answer.headers.get('Allow') });
  for (const id of ids) text = text.replaceAll(id, 'ID');
  return text.replace(/"request_id":"[^"]*"/, '');
};

// Somebody with one of everything. `postgres` and `databaseUrl` only when the platform is on it.
export async function populate(platform, name, postgres, databaseUrl) {
  const account = { email: `${name}@example.test`, password: 'correct horse battery 7' };
  const session = await new Client(platform.authUrl).expect(201, 'POST', '/v1/auth/sign-up', account);
  const auth = new Client(platform.authUrl, session.access_token);
  const engine = new Client(platform.engineUrl, session.access_token);
  const agent = await engine.deploy(`${name} agent`, {
    nodes: [{ id: 'chat', kind: 'chat_trigger' },
      { id: 'clock', kind: 'schedule_trigger', config: { cron: '0 0 1 1 *' } },
      { id: 'ask', kind: 'approval', config: { title: `The secret of ${name}` } }],
    edges: [{ id: 'e1', source: 'chat', target: 'ask' },
      { id: 'e2', source: 'clock', target: 'ask' }],
  });
  const chat = await engine.expect(200, 'POST', `/v1/agents/${agent.id}/chat`,
    { id: `${name}-conversation`, message: `secret of ${name}`, stream: false });
  await eventually(async () => (await engine.run(chat.run_id)).status === 'waiting', 'it waits');
  const { share } = await engine.expect(200, 'PUT', `/v1/conversations/${chat.conversation_id}/share`);
  const messages = await engine.all(`/v1/conversations/${chat.conversation_id}/messages`);
  const credential = await engine.expect(201, 'POST', '/v1/credentials',
    { name: `${name} credential`, kind: 'http_bearer', fields: { token: 'secret' } });
  // Far off, so that it stays as it is.
  const job = await engine.expect(202, 'POST', `/v1/agents/${agent.id}/runs`,
    { mode: 'async', delay: 86_400, input: `secret of ${name}` });
  const [schedule] = await engine.all('/v1/schedules');
  const apiKey = await auth.expect(201, 'POST', '/v1/api-keys', { name });
  const file = await engine.expect(201, 'POST', `/v1/files?name=${name}.txt`, `secret of ${name}`,
    { 'Content-Type': 'text/plain' });
  const collection = await engine.expect(201, 'POST', '/v1/collections', { name: `${name} collection` });
  const document = await engine.expect(202, 'POST', `/v1/collections/${collection.id}/documents`,
    { name: `${name}.md`, text: `The secret of ${name}.` });
  await eventually(async () => (await engine.expect(200, 'GET', `/v1/documents/${document.id}`))
    .status === 'ready', 'the document is ready');
  const [version] = await engine.all(`/v1/agents/${agent.id}/versions`);
  // Nobody listens there, so that the delivery soon has failed for good.
  const endpoint = await engine.expect(201, 'POST', '/v1/webhook-endpoints',
    { url: `http://127.0.0.1:1/${name}`, description: `secret of ${name}`, events: ['run.succeeded'] });
  const delivery = await engine.expect(202, 'POST', `/v1/webhook-endpoints/${endpoint.id}/test`);
  await eventually(async () => (await engine.expect(200, 'GET',
    `/v1/webhook-endpoints/${endpoint.id}/deliveries/${delivery.id}`)).status === 'failed', 'it fails');
  // Of the approval.
  const [notification] = await eventually(async () => {
    const all = await engine.all('/v1/notifications');
    return all.length && all;
  }, 'the notification');
  const invitation = await auth.expect(201, 'POST', '/v1/invitations',
    { email: `guest-of-${name}@example.test`, role: 'viewer' });
  const [mail] = await eventually(async () => {
    const all = await engine.all('/v1/mail');
    return all.length && all;
  }, 'the mail');
  await databaseOf(postgres, databaseUrl, platform.dataDir)(
    `INSERT INTO identities (id, user_id, provider, issuer, subject, email, created_at, last_used_at)
       SELECT ${newId(databaseUrl)}, id, 'oidc', 'https://id.example', '${name}', '', 0, 0
       FROM users WHERE email = '${account.email}'`);
  const { data: [{ id: identity }] } = await auth.expect(200, 'GET', '/v1/me/identities');
  return { auth, engine, agent, identity, job: job.id, schedule: schedule.id, run: chat.run_id,
    conversation: chat.conversation_id,
    key: `${name}-conversation`, share: share.id, message: messages.at(-1).id,
    credential: credential.id, apiKey: apiKey.id, file: file.id, endpoint: endpoint.id,
    delivery: delivery.id, notification: notification.id, mail: mail.id,
    session: session.session_id, user: session.user_id, invitation: invitation.id,
    tenant: session.tenant_id, version: version.id,
    collection: collection.id, document: document.id };
}

// What fills a path with the ids of one of them.
export const idsOf = (who, path) => {
  const places = [['/v1/runs', 'run'], ['/v1/jobs', 'job'], ['/v1/schedules', 'schedule'],
    ['/v1/credentials', 'credential'],
    ['/v1/conversations', 'conversation'], ['/v1/shared-conversations', 'share'],
    ['/v1/api-keys', 'apiKey'], ['/v1/me/identities', 'identity'],
    ['/v1/me/sessions', 'session'], ['/v1/tenants', 'tenant'], ['/v1/files', 'file'],
    ['/v1/notifications', 'notification'], ['/v1/webhook-endpoints', 'endpoint'],
    ['/v1/collections', 'collection'], ['/v1/documents', 'document'],
    ['/v1/mail', 'mail'], ['/v1/invitations', 'invitation'], ['/v1/members', 'user']];
  const place = places.find(([prefix]) => path.startsWith(prefix));
  return { agent: who.agent.id, node_id: 'ask', version_id: who.version, conversation: who.key,
    message_id: who.message, subject: who.agent.id, delivery_id: who.delivery,
    ...(place ? { id: who[place[1]] } : {}) };
};

// What is the same for everybody, and what the secret is itself.
export const isTarget = (route) => route.parameters.length > 0 &&
  !/^\/v1\/(hooks|file-links|auth\/providers)\//.test(route.path);

// What the schemas do not say is needed.
export const bodies = { chat: { message: 'hello', stream: false }, update_agent: { revision: 1, name: 'x' },
  update_conversation: { title: 'x' }, set_job_limit: { max_running: 1 },
  create_document: { name: 'x', text: 'y' }, set_document_access: { access: null } };
