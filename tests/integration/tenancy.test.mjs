// Another tenant's ids, on every route there is: the answer is that of ids which do not exist.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Client } from './support/client.mjs';
import { fill, leastBody, routesOf } from './support/routes.mjs';
import { eventually, startPlatform } from './support/platform.mjs';
import { startPostgres } from './support/postgres.mjs';

let postgres;
before(async () => { postgres = await startPostgres(); });
after(() => postgres?.stop());

// The same id with other random bits, which nobody has.
const absent = (id) => id.slice(0, -6) + [...id.slice(-6)].map((c) => (c === '7' ? 'a' : '7')).join('');
const plain = (answer, ids) => {
  let text = JSON.stringify({ status: answer.status, body: answer.body ?? answer.text,
    type: answer.headers.get('Content-Type'), allow: answer.headers.get('Allow') });
  for (const id of ids) text = text.replaceAll(id, 'ID');
  return text.replace(/"request_id":"[^"]*"/, '');
};

for (const database of ['sqlite', 'postgres']) {
  describe(`tenants on ${database}`, () => {
    let platform, victim, attacker;
    before(async () => {
      const databaseUrl = database === 'postgres' ? await postgres.createDatabase() : undefined;
      platform = await startPlatform({ databaseUrl });
      victim = await populate('victim');
      attacker = await populate('attacker');
    });
    after(() => platform?.stop());

    // Somebody with one of everything.
    async function populate(name) {
      const account = { email: `${name}@example.test`, password: 'correct horse battery 7' };
      const session = await new Client(platform.authUrl).expect(201, 'POST', '/v1/auth/sign-up', account);
      const auth = new Client(platform.authUrl, session.access_token);
      const engine = new Client(platform.engineUrl, session.access_token);
      const agent = await engine.deploy(`${name} agent`, {
        nodes: [{ id: 'chat', kind: 'chat_trigger' },
          { id: 'ask', kind: 'approval', config: { title: `The secret of ${name}` } }],
        edges: [{ id: 'e1', source: 'chat', target: 'ask' }],
      });
      const chat = await engine.expect(200, 'POST', `/v1/agents/${agent.id}/chat`,
        { id: `${name}-conversation`, message: `secret of ${name}`, stream: false });
      await eventually(async () => (await engine.run(chat.run_id)).status === 'waiting', 'it waits');
      const credential = await engine.expect(201, 'POST', '/v1/credentials',
        { name: `${name} credential`, kind: 'http_bearer', fields: { token: 'secret' } });
      // Far off, so that it stays as it is.
      const job = await engine.expect(202, 'POST', `/v1/agents/${agent.id}/runs`,
        { mode: 'async', delay: 86_400, input: `secret of ${name}` });
      const apiKey = await auth.expect(201, 'POST', '/v1/api-keys', { name });
      const [version] = await engine.all(`/v1/agents/${agent.id}/versions`);
      return { auth, engine, agent, job: job.id, run: chat.run_id, conversation: chat.conversation_id,
        key: `${name}-conversation`, credential: credential.id, apiKey: apiKey.id,
        session: session.session_id, tenant: session.tenant_id, version: version.id };
    }

    // What fills a path with the ids of one of them.
    const idsOf = (who, path) => {
      const places = [['/v1/runs', 'run'], ['/v1/jobs', 'job'], ['/v1/credentials', 'credential'],
        ['/v1/conversations', 'conversation'], ['/v1/api-keys', 'apiKey'],
        ['/v1/me/sessions', 'session'], ['/v1/tenants', 'tenant']];
      const place = places.find(([prefix]) => path.startsWith(prefix));
      return { agent: who.agent.id, node_id: 'ask', version_id: who.version, conversation: who.key,
        ...(place ? { id: who[place[1]] } : {}) };
    };
    // What is the same for everybody, and what the secret is itself.
    const isTarget = (route) => route.parameters.length > 0 && !route.path.startsWith('/v1/hooks/');
    // What the schemas do not say is needed.
    const bodies = { chat: { message: 'hello', stream: false }, update_agent: { revision: 1, name: 'x' } };
    const bodyOf = (route) => route.body && (bodies[route.id] ?? leastBody(route.body));

    const snapshot = async (who) => JSON.stringify([
      await who.engine.all('/v1/agents'), await who.engine.expect(200, 'GET', `/v1/agents/${who.agent.id}`),
      await who.engine.all('/v1/runs'), await who.engine.events(who.run),
      await who.engine.all('/v1/credentials'), await who.engine.all('/v1/conversations'),
      await who.engine.all(`/v1/conversations/${who.conversation}/messages`),
      await who.engine.all('/v1/approvals'),
        await who.engine.all('/v1/jobs'), await who.auth.all('/v1/api-keys'),
      await who.auth.all('/v1/me/sessions')]);

    test('their ids answer like ids that do not exist, on every route', async () => {
      const before = await snapshot(victim);
      let tried = 0;
      for (const api of ['auth', 'engine']) {
        for (const route of (await routesOf(platform[`${api}Url`])).filter(isTarget)) {
          const theirs = idsOf(victim, route.path);
          const nobodys = Object.fromEntries(Object.entries(theirs).map(
            ([name, id]) => [name, name === 'node_id' ? id : absent(id)]));
          const body = bodyOf(route);
          const ask = (ids) => attacker[api].request(route.method, fill(route.path, ids), body);
          const [foreign, missing] = [await ask(theirs), await ask(nobodys)];
          const names = [...Object.values(theirs), ...Object.values(nobodys)];
          assert.equal(plain(foreign, names), plain(missing, names), `${route.method} ${route.path}`);
          assert.equal(foreign.status, 404, `${route.id}: ${foreign.text}`);
          ++tried;
        }
      }
      assert.ok(tried >= 28, `${tried} routes were tried`);
      assert.equal(await snapshot(victim), before, 'and nothing of theirs has changed');
    });

    test('the same requests do mean something to their owner', async () => {
      for (const api of ['auth', 'engine']) {
        for (const route of (await routesOf(platform[`${api}Url`])).filter(isTarget)) {
          if (route.method !== 'GET' || route.id === 'stream_run_events') continue;
          const answer = await victim[api].get(fill(route.path, idsOf(victim, route.path)));
          assert.ok(answer.status < 300, `${route.id}: ${answer.text}`);
        }
      }
    });

    test('slugs, versions and nodes of theirs are not found either', async () => {
      const same = async (ask, theirs, nobodys) => {
        const [foreign, missing] = [await ask(theirs), await ask(nobodys)];
        assert.equal(plain(foreign, [theirs]), plain(missing, [nobodys]));
        assert.ok(foreign.status >= 400, foreign.text);
      };
      const { slug } = victim.agent;
      await same((name) => attacker.engine.get(`/v1/agents/${name}`), slug, absent(slug));
      await same((name) => attacker.engine.post('/v1/chat/completions', { model: name,
        messages: [{ role: 'user', content: 'x' }] }), slug, absent(slug));
      await same((id) => attacker.engine.get(`/v1/agents/${attacker.agent.id}/versions/${id}`),
        victim.version, absent(victim.version));
      await same((id) => attacker.engine.post(`/v1/agents/${attacker.agent.id}/rollback`,
        { version_id: id }), victim.version, absent(victim.version));
    });

    test('filters by their ids find nothing, and lists hold only one\'s own', async () => {
      for (const query of [`agent=${victim.agent.id}`, `conversation=${victim.conversation}`]) {
        assert.deepEqual(await attacker.engine.all(`/v1/runs?${query}`), []);
      }
      assert.deepEqual(
        await attacker.engine.all(`/v1/conversations?agent_id=${victim.agent.id}`), []);
      for (const api of ['auth', 'engine']) {
        for (const route of await routesOf(platform[`${api}Url`])) {
          if (route.method !== 'GET' || route.parameters.length || route.isPublic) continue;
          const { text } = await attacker[api].get(route.path);
          for (const secret of ['victim', victim.run, victim.job, victim.agent.id, victim.tenant]) {
            assert.ok(!text.includes(secret), `${route.id} shows ${secret}`);
          }
        }
      }
    });

    test('their credential cannot be used by name or by id', async () => {
      const node = (credential) => ({ workflow: {
        nodes: [{ id: 'start', kind: 'manual_trigger' }, { id: 'call', kind: 'http_request',
          config: { url: 'https://api.example.test/', credential } }],
        edges: [{ id: 'e1', source: 'start', target: 'call' }] } });
      const check = (credential) => attacker.engine.expect(200, 'POST',
        `/v1/agents/${attacker.agent.id}/validate`, node(credential));
      for (const theirs of ['victim credential', victim.credential]) {
        const nobodys = absent(theirs);
        const [foreign, missing] = [await check(theirs), await check(nobodys)];
        assert.equal(foreign.is_deployable, false);
        assert.equal(JSON.stringify(foreign).replaceAll(theirs, 'X'),
          JSON.stringify(missing).replaceAll(nobodys, 'X'));
      }
      assert.equal((await check('attacker credential')).is_deployable, true);
    });

    test('sign-in and switching lead into no other tenant', async () => {
      const sign = (id) => new Client(platform.authUrl).post('/v1/auth/sign-in', {
        email: 'attacker@example.test', password: 'correct horse battery 7', tenant_id: id });
      const [foreign, missing] = [await sign(victim.tenant), await sign(absent(victim.tenant))];
      assert.equal(plain(foreign, [victim.tenant]), plain(missing, [absent(victim.tenant)]));
      assert.ok([403, 404].includes(foreign.status), foreign.text);
    });
  });
}
