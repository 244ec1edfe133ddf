// Who may do what: every operation of both documents, by every role and credential, with one's own, another
// tenant's and nobody's things. Which permission an operation needs is what its document promises; which role
// holds it is written down here a second time.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { Client } from './support/client.mjs';
import { absent, bodies, idsOf, isTarget, plain, populatable, populate } from './support/populate.mjs';
import { eventually, startPlatform } from './support/platform.mjs';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fill, leastBody, routesOf } from './support/routes.mjs';

const roles = ['viewer', 'builder', 'admin', 'owner'];
// The lowest role for each permission: a change of the product's own table must be meant.
const lowest = {
  viewer: ['agents:read', 'agents:chat', 'runs:read', 'files:read', 'members:read', 'notifications:read',
    'notifications:write', 'knowledge:read'],
  builder: ['agents:write', 'agents:deploy', 'runs:manage', 'approvals:answer', 'credentials:read',
    'api_keys:read', 'api_keys:write', 'files:write', 'knowledge:write'],
  admin: ['credentials:write', 'members:write', 'processes:read', 'webhooks:read', 'webhooks:write',
    'mail:read', 'audit:read'],
  owner: ['tenant:write'],
};
const holds = (role, permission) => !permission ||
  roles.slice(0, roles.indexOf(role) + 1).some((lower) => lowest[lower].includes(permission));

const kAtOnce = 12;
let platform, own, foreign, routes, actors;
let cells = 0;

before(async () => {
  platform = await startPlatform({ settings: populatable });
  own = await populate(platform, 'own');
  foreign = await populate(platform, 'foreign');
  routes = [];
  for (const api of ['auth', 'engine']) {
    for (const route of await routesOf(platform[`${api}Url`])) routes.push({ ...route, api });
  }
  // The operations of a process, which any API has.
  routes = routes.filter(({ path }) => path.startsWith('/v1/'));
  actors = await makeActors();
});
after(() => platform?.stop());

const mails = () => readdirSync(join(platform.dataDir, 'mail')).filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(join(platform.dataDir, 'mail', name), 'utf8')));

// Somebody of that role in the tenant `own`, invited by its owner.
async function memberOf(role) {
  const email = `${role}@matrix.test`;
  await own.auth.expect(201, 'POST', '/v1/invitations', { email, role });
  const mail = await eventually(() => mails().find(({ to }) => to.includes(email)), `a mail to ${email}`);
  const [, token] = /#(\S+)/.exec(mail.text);
  return new Client(platform.authUrl).expect(201, 'POST', '/v1/auth/invitations/accept',
    { token, password: 'correct horse battery 7' });
}

// [{name, token, isKey, may(route) → what refuses it, or nothing}]
async function makeActors() {
  const made = [];
  for (const role of roles) {
    const { access_token: token } = await memberOf(role);
    made.push({ name: `session of ${role}`, token, role });
    const key = await own.auth.expect(201, 'POST', '/v1/api-keys', { name: role, role });
    made.push({ name: `API key of ${role}`, token: key.secret, role, isKey: true });
  }
  const scoped = await own.auth.expect(201, 'POST', '/v1/api-keys',
    { name: 'scoped', role: 'owner', scopes: ['agents:chat', 'files:read'] });
  made.push({ name: 'API key with two scopes', token: scoped.secret, role: 'owner', isKey: true,
    scopes: ['agents:chat', 'files:read'] });
  const revoked = await own.auth.expect(201, 'POST', '/v1/api-keys', { name: 'revoked', role: 'owner' });
  await own.auth.expect(204, 'DELETE', `/v1/api-keys/${revoked.id}`);
  const good = made[0].token.split('.');
  const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const { keys: [key] } = await new Client(platform.authUrl).expect(200, 'GET', '/.well-known/jwks.json');
  const hs256 = `${encode({ alg: 'HS256', typ: 'at+jwt', kid: key.kid })}.${good[1]}`;
  const claims = JSON.parse(Buffer.from(good[1], 'base64url'));
  const bad = {
    none: undefined, garbage: 'garbage', 'revoked API key': revoked.secret,
    'unsigned token': `${encode({ alg: 'none', typ: 'at+jwt' })}.${good[1]}.`,
    'token signed with the public key':
      `${hs256}.${createHmac('sha256', JSON.stringify(key)).update(hs256).digest('base64url')}`,
    'token with another role': `${good[0]}.${encode({ ...claims, role: 'owner' })}.${good[2]}`,
    'token with its end cut off': made[0].token.slice(0, -2),
  };
  for (const [name, token] of Object.entries(bad)) made.push({ name, token, isBad: true });
  return made;
}

// What refuses the actor before the operation looks at anything: [status, reason], or null.
function refusal(route, actor) {
  if (route.isPublic) return null;
  if (actor.isBad) return [401, null];
  if (actor.isKey && route.isSessionOnly) return [403, 'session_required'];
  const isInScope = !actor.scopes || !route.permission || actor.scopes.includes(route.permission);
  return holds(actor.role, route.permission) && isInScope ? null : [403, 'permission_missing'];
}

async function inTurns(tasks) {
  const left = [...tasks];
  await Promise.all(Array.from({ length: kAtOnce }, async () => {
    for (let task = left.pop(); task; task = left.pop()) await task();
  }));
}

const clientOf = (route, actor) => new Client(platform[`${route.api}Url`], actor.token);
const bodyOf = (route) => route.body && (bodies[route.id] ?? leastBody(route.body));
const pathOf = (route, who, change = (id) => id) => fill(route.path, Object.fromEntries(
  route.parameters.map((name) => {
    const id = isTarget(route) ? idsOf(who, route.path)[name] : 'sample';
    return [name, name === 'node_id' ? id : change(id)];
  })));

describe('the matrix of permissions', () => {
  test('every permission that an operation needs is in the table', () => {
    const known = Object.values(lowest).flat();
    for (const { id, permission } of routes) assert.ok(!permission || known.includes(permission), id);
  });

  test('every operation lets in whom it should, and nobody else', async () => {
    // A parameter that nothing declares is refused after the credential and the permission, and before the
    // operation: so what is let in is seen, and nothing happens.
    const ask = (route, actor) => async () => {
      if (route.isPublic || route.id === 'call_hook') return;
      const path = `${pathOf(route, own)}?no_such_parameter=1`;
      const answer = await clientOf(route, actor).request(route.method, path, bodyOf(route));
      const expected = refusal(route, actor) ?? [400, null];
      const cell = `${route.method} ${route.path} by ${actor.name}: ${answer.text}`;
      assert.equal(answer.status, expected[0], cell);
      if (expected[1]) assert.equal(answer.body.reason, expected[1], cell);
      ++cells;
    };
    await inTurns(routes.flatMap((route) => actors.map((actor) => ask(route, actor))));
  });

  test('what is another tenant\'s cannot be told from what nobody has', async () => {
    const ask = (route, actor) => async () => {
      const client = clientOf(route, actor);
      const theirs = pathOf(route, foreign);
      const nobodys = pathOf(route, foreign, absent);
      const first = await client.request(route.method, theirs, bodyOf(route));
      const second = await client.request(route.method, nobodys, bodyOf(route));
      const ids = [...Object.values(idsOf(foreign, route.path))];
      const names = [...ids, ...ids.map(absent)];
      const cell = `${route.method} ${route.path} by ${actor.name}: ${first.text}`;
      assert.equal(plain(first, names), plain(second, names), cell);
      assert.equal(first.status, refusal(route, actor)?.[0] ?? 404, cell);
      cells += 2;
    };
    const targets = routes.filter((route) => isTarget(route) && !route.isPublic);
    await inTurns(targets.flatMap((route) => actors.map((actor) => ask(route, actor))));
  });

  test('nothing of the other tenant has changed', async () => {
    await foreign.engine.expect(200, 'GET', `/v1/agents/${foreign.agent.id}`);
    await foreign.engine.expect(200, 'GET', `/v1/files/${foreign.file}`);
    assert.equal((await foreign.engine.run(foreign.run)).status, 'waiting');
    assert.ok(cells > 2_000, `${cells} cells`);
    console.log(`matrix: ${cells} cells, ${routes.length} operations, ${actors.length} credentials`);
  });
});
