// Another tenant's ids, on every route there is: the answer is that of ids which do not exist.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Client } from './support/client.mjs';
import { absent, bodies, idsOf, isTarget, plain, populatable, populate } from './support/populate.mjs';
import { fill, leastBody, routesOf } from './support/routes.mjs';
import { startPlatform } from './support/platform.mjs';
import { startPostgres } from './support/postgres.mjs';

let postgres;
before(async () => { postgres = await startPostgres(); });
after(() => postgres?.stop());

// What a stream says of all that was before: it has no end.
async function beginningOf(client, path) {
  const stop = new AbortController();
  const response = await fetch(client.base + path, { signal: stop.signal,
    headers: { Authorization: `Bearer ${client.token}` } });
  assert.equal(response.status, 200);
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of response.body) {
    text += decoder.decode(bytes, { stream: true });
    if (text.includes('event: unread')) break;
  }
  stop.abort();
  assert.ok(text.includes('event: notification'), text);
  return text;
}

for (const database of ['sqlite', 'postgres']) {
  describe(`tenants on ${database}`, () => {
    let platform, victim, attacker;
    before(async () => {
      const databaseUrl = database === 'postgres' ? await postgres.createDatabase() : undefined;
      platform = await startPlatform({ databaseUrl, settings: populatable });
      victim = await populate(platform, 'victim', postgres, databaseUrl);
      attacker = await populate(platform, 'attacker', postgres, databaseUrl);
    });
    after(() => platform?.stop());

    const bodyOf = (route) => route.body && (bodies[route.id] ?? leastBody(route.body));

    const snapshot = async (who) => JSON.stringify([
      await who.engine.all('/v1/agents'), await who.engine.expect(200, 'GET', `/v1/agents/${who.agent.id}`),
      await who.engine.all('/v1/runs'), await who.engine.events(who.run),
      await who.engine.all('/v1/credentials'), await who.engine.all('/v1/conversations'),
      await who.engine.all('/v1/files'),
      await who.engine.all(`/v1/conversations/${who.conversation}/messages?branches=all`),
      await who.engine.all('/v1/approvals'), await who.engine.all('/v1/jobs?kind=run'),
      await who.engine.all('/v1/schedules'),
      await who.engine.all('/v1/notifications'), await who.engine.all('/v1/webhook-endpoints'),
      await who.engine.all(`/v1/webhook-endpoints/${who.endpoint}/deliveries`),
      await who.engine.all('/v1/mail'),
      await who.auth.all('/v1/api-keys'),
      await who.auth.all('/v1/me/sessions'),
      await who.auth.expect(200, 'GET', '/v1/me/identities')]);

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
          // What waits is streamed until it does not.
          const isEndless = ['stream_run_events', 'resume_chat'].includes(route.id);
          if (route.method !== 'GET' || isEndless) continue;
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
      await same((id) => attacker.engine.post(`/v1/agents/${attacker.agent.id}/expressions/evaluate`,
        { text: '{{ trigger }}', run_id: id }), victim.run, absent(victim.run));
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
          const text = route.id === 'stream_notifications'
            ? await beginningOf(attacker[api], `${route.path}?after=0`)
            : (await attacker[api].get(route.path)).text;
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
