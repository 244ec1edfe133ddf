// Building an agent: drafts, versions, deployments, trying things out, and the secrets it uses.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertProblem, assertSoundJournal, Client, hasEnded } from './support/client.mjs';
import { databaseOf } from './support/database.mjs';
import { CountingPeer } from './support/peer.mjs';
import { eventually, startPlatform } from './support/platform.mjs';
import { startPostgres } from './support/postgres.mjs';

let peer, postgres;
before(async () => {
  peer = await new CountingPeer().start();
  postgres = await startPostgres();
});
after(async () => {
  await peer?.stop();
  await postgres?.stop();
});

const says = (text) => ({
  nodes: [{ id: 'start', kind: 'manual_trigger' },
    { id: 'say', kind: 'set_fields', config: { mode: 'replace',
      fields: [{ name: 'text', value: text }] } }],
  edges: [{ id: 'e1', source: 'start', target: 'say' }],
});

for (const database of ['sqlite', 'postgres']) {
  describe(`agents on ${database}`, () => {
    let platform, client, execute;
    before(async () => {
      const databaseUrl = database === 'postgres' ? await postgres.createDatabase() : undefined;
      platform = await startPlatform({ databaseUrl,
        settings: { 'egress.allow': `127.0.0.1:${peer.port}` } });
      client = new Client(platform.engineUrl, platform.demo.api_key);
      execute = databaseOf(postgres, databaseUrl, platform.dataDir);
    });
    after(() => platform?.stop());

    const run = async (agent, body = {}) => {
      const started = await client.post(`/v1/agents/${agent}/runs`, { wait: 20, ...body });
      assert.equal(started.status, 201, started.text);
      return started.body;
    };

    test('an agent is created, read, changed and listed', async () => {
      const agent = await client.expect(201, 'POST', '/v1/agents',
        { name: 'Grüße aus München', description: 'Says hello.', workflow: says('hello') });
      assert.match(agent.slug, /^[a-z0-9-]+$/);
      assert.equal(agent.status, 'draft');
      assert.equal(agent.revision, 1);
      for (const name of [agent.id, agent.slug]) {
        assert.deepEqual(await client.expect(200, 'GET', `/v1/agents/${name}`), agent);
      }
      const changed = await client.expect(200, 'PATCH', `/v1/agents/${agent.id}`,
        { revision: 1, name: 'Greeter', workflow: says('hello again') });
      assert.equal(changed.revision, 2);
      assert.equal(changed.description, 'Says hello.');
      const [listed] = await client.all('/v1/agents');
      assert.equal(listed.id, agent.id);
      assert.equal(listed.workflow, undefined, 'lists are short');
      assertProblem(await client.get('/v1/agents/nobody'), 404);
      assertProblem(await client.post('/v1/agents', { name: 'Other', slug: agent.slug }), 409, 'slug_taken');
      assertProblem(await client.post('/v1/agents', { name: '  ' }), 400);
      assertProblem(await client.post('/v1/agents', { name: 'Odd', workflow: { nodes: 7 } }), 400);
    });

    test('a write over somebody else\'s is a conflict and changes nothing', async () => {
      const agent = await client.expect(201, 'POST', '/v1/agents', { name: 'Contested' });
      const path = `/v1/agents/${agent.id}`;
      const answers = await Promise.all(Array.from({ length: 6 }, (_, i) =>
        client.patch(path, { revision: 1, name: `Writer ${i}` })));
      assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409, 409, 409, 409]);
      assertProblem(answers.find(({ status }) => status === 409), 409, 'stale_revision');
      const winner = answers.find(({ status }) => status === 200).body;
      const now = await client.get(path);
      assert.equal(now.body.name, winner.name);
      assert.equal(now.headers.get('ETag'), '"2"');
      assertProblem(await client.patch(path, { name: 'x' }), 428, 'precondition_required');
      assertProblem(await client.patch(path, { name: 'x' }, { 'If-Match': '"1"' }), 409, 'stale_revision');
      assert.equal((await client.patch(path, { name: 'x' }, { 'If-Match': '"2"' })).status, 200);
    });

    test('lists have pages, and are searched', async () => {
      for (let i = 0; i < 7; ++i) {
        await client.expect(201, 'POST', '/v1/agents',
          { name: `Page ${i}`, description: i % 2 ? 'odd 100%_' : 'even' });
      }
      const pages = [];
      let cursor = '';
      do {
        const page = await client.expect(200, 'GET',
          `/v1/agents?search=page&limit=3${cursor && `&cursor=${cursor}`}`);
        pages.push(page.data.map(({ name }) => name));
        cursor = page.next_cursor;
      } while (cursor);
      assert.deepEqual(pages, [['Page 6', 'Page 5', 'Page 4'], ['Page 3', 'Page 2', 'Page 1'], ['Page 0']]);
      assert.equal((await client.all('/v1/agents?search=ODD')).length, 3);
      assert.equal((await client.all(`/v1/agents?search=${encodeURIComponent('100%_')}`)).length, 3);
      assert.equal((await client.all(`/v1/agents?search=${encodeURIComponent('1%0')}`)).length, 0);
      assert.equal((await client.all('/v1/agents?status=deployed')).length, 4);
      for (const query of ['limit=0', 'limit=x', 'cursor=nonsense', 'status=flying', 'unknown=1']) {
        assertProblem(await client.get(`/v1/agents?${query}`), 400);
      }
    });

    test('an agent is duplicated, exported and imported', async () => {
      const agent = await client.expect(201, 'POST', '/v1/agents',
        { name: 'Original', description: 'One.', workflow: says('original') });
      const copy = await client.expect(201, 'POST', `/v1/agents/${agent.id}/duplicate`, {});
      assert.notEqual(copy.slug, agent.slug);
      assert.deepEqual(copy.workflow, agent.workflow);
      assert.equal(copy.status, 'draft');
      const file = await client.expect(200, 'GET', `/v1/agents/${agent.id}/export`);
      assert.equal(file.format, 'elevaite.agent/1');
      const imported = await client.expect(201, 'POST', '/v1/agents/import', file);
      assert.deepEqual(imported.workflow, agent.workflow);
      assert.equal(imported.description, 'One.');
      assertProblem(await client.post('/v1/agents/import', { ...file, format: 'other/9' }), 400);
      assert.deepEqual(await client.expect(200, 'GET', `/v1/agents/${imported.id}/export`), file);
    });

    test('a deleted agent stops at once and can be brought back', async () => {
      const agent = await client.deploy('Mortal', says('alive'));
      assert.equal((await run(agent.slug)).output.text, 'alive');
      await client.expect(204, 'DELETE', `/v1/agents/${agent.id}`);
      assertProblem(await client.get(`/v1/agents/${agent.id}`), 404);
      assertProblem(await client.post(`/v1/agents/${agent.slug}/runs`, {}), 404);
      assertProblem(await client.delete(`/v1/agents/${agent.id}`), 404);
      const deleted = await client.all('/v1/agents?deleted=true');
      assert.ok(deleted.some(({ id, deleted_at: at }) => id === agent.id && at));
      const usurper = await client.expect(201, 'POST', '/v1/agents', { name: 'Mortal' });
      assert.equal(usurper.slug, agent.slug);
      assertProblem(await client.post(`/v1/agents/${agent.id}/restore`, {}), 409, 'slug_taken');
      const restored = await client.expect(200, 'POST', `/v1/agents/${agent.id}/restore`,
        { slug: 'mortal-again' });
      assert.equal(restored.status, 'draft', 'restored, not deployed');
      assert.deepEqual(restored.workflow, agent.workflow);
      const runs = await client.all(`/v1/runs?agent=${agent.id}`);
      assert.equal(runs.length, 1, 'its runs are still there');
    });

    test('validation lists every reason at once', async () => {
      const agent = await client.expect(201, 'POST', '/v1/agents', { name: 'Broken', workflow: {
        nodes: [
          { id: 'start', kind: 'manual_trigger' },
          { id: 'fly', kind: 'flying_carpet' },
          { id: 'fetch', kind: 'http_request', config: { method: 'GIT', colour: 'red' } },
          { id: 'text', kind: 'set_fields', config: { fields: [
            { name: 'x', value: '{{ nodes.nowhere.body }}' }, { name: 'y', value: '{{ 1 + }}' }] } },
          { id: 'loop_a', kind: 'set_fields', config: { fields: [{ name: 'a', value: 1 }] } },
          { id: 'loop_b', kind: 'set_fields', config: { fields: [{ name: 'b', value: 2 }] } },
          { id: 'alone', kind: 'set_fields', config: { fields: [{ name: 'c', value: 3 }] } },
        ],
        edges: [{ id: 'e1', source: 'start', target: 'fetch' },
          { id: 'e2', source: 'fetch', target: 'text' },
          { id: 'e3', source: 'text', source_handle: 'sideways', target: 'loop_a' },
          { id: 'e4', source: 'text', target: 'loop_a' },
          { id: 'e5', source: 'loop_a', target: 'loop_b' },
          { id: 'e6', source: 'loop_b', target: 'loop_a' },
          { id: 'e7', source: 'start', target: 'fly' }],
      } });
      const report = await client.expect(200, 'POST', `/v1/agents/${agent.id}/validate`, {});
      assert.equal(report.is_deployable, false);
      const about = (node) => report.problems.filter((problem) => problem.node_id === node);
      for (const problem of report.problems) {
        assert.match(problem.code, /^\w+$/);
        assert.match(problem.message, /^.{10,}$/s);
        assert.ok(['error', 'warning'].includes(problem.severity));
      }
      assert.deepEqual(about('fly').map(({ code }) => code), ['unknown_kind']);
      for (const what of [/`url` is missing/, /is "GIT"/, /no property `colour`/]) {
        assert.ok(about('fetch').some(({ message }) => what.test(message)), String(what));
      }
      assert.deepEqual(about('text').map(({ code, field }) => `${field} ${code}`).sort(),
        ['config.fields[0].value unknown_node', 'config.fields[1].value expression_syntax']);
      assert.ok(report.problems.some(({ message }) => /sideways/.test(message)));
      assert.ok(report.problems.some(({ code }) => code === 'cycle'));
      const refused = await client.post(`/v1/agents/${agent.id}/deploy`, {});
      assertProblem(refused, 400, 'workflow_invalid');
      const errors = report.problems.filter(({ severity }) => severity === 'error');
      assert.equal(refused.body.errors.length, errors.length);
      const sound = await client.expect(200, 'POST', `/v1/agents/${agent.id}/validate`,
        { workflow: says('x') });
      assert.equal(sound.is_deployable, true);
    });

    test('versions are immutable; deploy, roll back, undeploy', async () => {
      const agent = await client.deploy('Versioned', says('one'));
      const path = `/v1/agents/${agent.id}`;
      assert.equal(agent.status, 'deployed');
      assert.equal((await run(agent.slug)).output.text, 'one');
      const same = await client.expect(200, 'POST', `${path}/deploy`, {});
      assert.equal(same.version_number, 1, 'an unchanged workflow keeps its version');

      await client.expect(200, 'PATCH', path, { revision: agent.revision, workflow: says('two') });
      assert.equal((await client.expect(200, 'GET', path)).status, 'changed');
      assert.equal((await run(agent.slug)).output.text, 'one', 'the draft is not live');
      assert.equal((await run(agent.slug, { version: 'draft' })).output.text, 'two');
      assertProblem(await client.post(`${path}/deploy`, { revision: 1 }), 409, 'stale_revision');
      const second = await client.expect(200, 'POST', `${path}/deploy`, { note: 'Two.' });
      assert.equal(second.version_number, 2);
      assert.equal((await run(agent.slug)).output.text, 'two');

      const versions = await client.all(`${path}/versions`);
      assert.deepEqual(versions.map(({ number, note }) => [number, note]), [[2, 'Two.'], [1, '']]);
      const first = await client.expect(200, 'GET', `${path}/versions/${versions[1].id}`);
      assert.deepEqual(first.workflow, agent.workflow);
      for (const method of ['PATCH', 'PUT', 'DELETE']) {
        assertProblem(await client.request(method, `${path}/versions/${versions[1].id}`, {}), 405);
      }

      await client.expect(200, 'POST', `${path}/rollback`, {});
      assert.equal((await run(agent.slug)).output.text, 'one');
      await client.expect(200, 'POST', `${path}/rollback`, { version_id: versions[0].id });
      assert.equal((await run(agent.slug)).output.text, 'two');
      const deployments = await client.all(`${path}/deployments`);
      assert.equal(deployments.filter(({ ended_at: at }) => !at).length, 1);

      const undeployed = await client.post(`${path}/undeploy`, {});
      assert.ok(undeployed.status < 300, undeployed.text);
      const gone = await client.post(`/v1/agents/${agent.slug}/runs`, {});
      assert.ok([404, 409].includes(gone.status), gone.text);
      assertProblem(gone, gone.status);
    });

    test('the catalogue declares every kind as data', async () => {
      const { data: kinds } = await client.expect(200, 'GET', '/v1/node-kinds');
      const names = kinds.map(({ kind }) => kind);
      for (const kind of ['chat_trigger', 'webhook_trigger', 'manual_trigger', 'agent', 'prompt',
        'http_request', 'sql_query', 'send_email', 'slack_message', 'condition', 'switch',
        'set_fields', 'for_each', 'parallel', 'merge', 'delay', 'approval', 'respond']) {
        assert.ok(names.includes(kind), `${kind} is in the catalogue`);
      }
      for (const kind of kinds) {
        for (const name of ['title', 'description', 'icon', 'category']) assert.ok(kind[name], name);
        assert.equal(kind.config_schema.type, 'object');
        assert.ok(Array.isArray(kind.outputs));
      }
    });

    test('one node is tried alone, with what stands for the others', async () => {
      const agent = await client.expect(201, 'POST', '/v1/agents', { name: 'Parts', workflow: {
        nodes: [{ id: 'start', kind: 'manual_trigger' },
          { id: 'fetch', kind: 'http_request', config: { url: 'https://api.example.test/' } },
          { id: 'sum', kind: 'set_fields', config: { mode: 'replace', fields: [
            { name: 'total', value: '{{ nodes.fetch.body.price * input.count }}' }] } }],
        edges: [{ id: 'e1', source: 'start', target: 'fetch' }, { id: 'e2', source: 'fetch', target: 'sum' }],
      } });
      const tried = await client.expect(201, 'POST', `/v1/agents/${agent.id}/nodes/sum/run`,
        { wait: 20, input: { count: 3 }, nodes: { fetch: { body: { price: 14 } } } });
      assert.equal(tried.status, 'succeeded', JSON.stringify(tried.error));
      assert.deepEqual(tried.output, { total: 42 });
      assert.equal(tried.is_test, true);
      const executed = (await client.steps(tried.id)).filter(({ status }) => status !== 'skipped');
      assert.deepEqual(executed.map(({ node_id: node }) => node), ['sum']);
      assertProblem(await client.post(`/v1/agents/${agent.id}/nodes/nowhere/run`, {}), 404);
    });

    test('a failed run is retried from the step that failed', async () => {
      const post = (id, path) => ({ id, kind: 'http_request', config: { method: 'POST', body: {},
        url: `${peer.url}/${path}/{{ trigger.case }}/${id}` } });
      const agent = await client.deploy('Retried', {
        nodes: [{ id: 'start', kind: 'manual_trigger' }, post('first', 'effects'),
          post('second', 'flaky'), post('third', 'effects')],
        edges: [{ id: 'e1', source: 'start', target: 'first' },
          { id: 'e2', source: 'first', target: 'second' }, { id: 'e3', source: 'second', target: 'third' }],
      });
      const name = `retry.${database}`;
      const failed = await run(agent.id, { input: { case: name } });
      assert.equal(failed.status, 'failed');
      assert.equal(failed.error.reason, 'http_503', JSON.stringify(failed.error));
      const step = (await client.steps(failed.id)).find(({ node_id: node }) => node === 'second');
      assert.equal(step.status, 'failed');
      const retried = await client.expect(201, 'POST', `/v1/runs/${failed.id}/retry`, { wait: 20 });
      assert.equal(retried.status, 'succeeded', JSON.stringify(retried.error));
      assert.equal(retried.retry_of, failed.id);
      const steps = await client.steps(retried.id);
      assert.ok(steps.find(({ node_id: node }) => node === 'first').is_kept);
      const counts = Object.fromEntries(Object.entries(peer.seen(name))
        .map(([effect, keys]) => [effect, Object.keys(keys).length]));
      assert.deepEqual(counts, { first: 1, second: 2, third: 1 });
      assertProblem(await client.post(`/v1/runs/${retried.id}/retry`, {}), 409, 'not_retryable');
      assertSoundJournal(await client.events(failed.id));
    });

    test('a waiting run is cancelled with a reason', async () => {
      const agent = await client.deploy('Sleeper', {
        nodes: [{ id: 'start', kind: 'manual_trigger' },
          { id: 'pause', kind: 'delay', config: { seconds: 86_400 } }],
        edges: [{ id: 'e1', source: 'start', target: 'pause' }],
      });
      const { id } = await client.expect(202, 'POST', `/v1/agents/${agent.id}/runs`, {});
      const waiting = await eventually(async () => {
        const now = await client.run(id);
        return now.status === 'waiting' && now;
      }, 'the run waits');
      assert.ok(Date.parse(waiting.wake_at) - Date.now() > 86_000_000);
      await client.expect(202, 'POST', `/v1/runs/${id}/cancel`, { reason: 'Nobody wants it.' });
      const ended = await eventually(async () => {
        const now = await client.run(id);
        return hasEnded(now) && now;
      }, 'the run ends');
      assert.equal(ended.status, 'cancelled');
      const events = await client.events(id);
      assert.equal(events.at(-1).reason, 'Nobody wants it.');
      assertSoundJournal(events);
    });

    test('a secret is used and never seen again', async () => {
      const secret = `s3cret-${'x'.repeat(20)}-${database}`;
      const credential = await client.expect(201, 'POST', '/v1/credentials',
        { name: 'partner', kind: 'http_bearer', fields: { token: secret } });
      const agent = await client.deploy('Keeper', {
        nodes: [{ id: 'start', kind: 'manual_trigger' },
          { id: 'call', kind: 'http_request', config: { method: 'POST', credential: 'partner', body: {},
            url: `${peer.url}/effects/{{ trigger.case }}/call` } }],
        edges: [{ id: 'e1', source: 'start', target: 'call' }],
      });
      const name = `secret.${database}`;
      const done = await run(agent.id, { input: { case: name } });
      assert.equal(done.status, 'succeeded', JSON.stringify(done.error));
      const asked = peer.requests.find((request) => request.case === name);
      assert.equal(asked.headers.authorization, `Bearer ${secret}`);

      const updated = await client.expect(200, 'PATCH', `/v1/credentials/${credential.id}`,
        { name: 'partner two', fields: { token: `${secret}-2` } });
      const seen = [credential, updated, await client.all('/v1/credentials'), done,
        await client.expect(200, 'GET', `/v1/credentials/${credential.id}`),
        await client.steps(done.id), await client.events(done.id),
        await client.expect(200, 'GET', `/v1/agents/${agent.id}/export`), platform.logs];
      assert.ok(!JSON.stringify(seen).includes('s3cret'), 'no answer and no log line holds it');
      const stored = await execute(`SELECT * FROM credentials`);
      assert.ok(stored.length > 20 && !stored.includes('s3cret'));
      const fault = await client.post('/v1/credentials',
        { name: 'bad', kind: 'http_bearer', fields: { token: `${secret}\n` } });
      assertProblem(fault, 400);
      assert.ok(!fault.text.includes('s3cret'), 'nor does a complaint about it');
      await client.expect(204, 'DELETE', `/v1/credentials/${credential.id}`);
      assertProblem(await client.get(`/v1/credentials/${credential.id}`), 404);
    });
  });
}
