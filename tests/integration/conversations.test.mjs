// The list of conversations: what was said last comes first, found by title, renamed, and shown to
// nobody else.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertProblem, Client } from './support/client.mjs';
import { eventually, startPlatform } from './support/platform.mjs';
import { startPostgres } from './support/postgres.mjs';

let postgres;
before(async () => { postgres = await startPostgres(); });
after(() => postgres?.stop());

const echo = { nodes: [{ id: 'chat', kind: 'chat_trigger' },
  { id: 'say', kind: 'set_fields', config: { mode: 'replace',
    fields: [{ name: 'text', value: '{{ trigger.message }}' }] } }],
edges: [{ id: 'e', source: 'chat', target: 'say' }] };
const asking = { nodes: [{ id: 'chat', kind: 'chat_trigger' },
  { id: 'ask', kind: 'approval', config: { title: 'May I?' } }],
edges: [{ id: 'e', source: 'chat', target: 'ask' }] };

for (const database of ['sqlite', 'postgres']) {
  describe(`conversations on ${database}`, () => {
    let platform, client, other, echoAgent, askAgent;
    const person = async (email) => {
      const session = await new Client(platform.authUrl).expect(201, 'POST', '/v1/auth/sign-up',
        { email, password: 'correct horse battery 7' });
      return new Client(platform.engineUrl, session.access_token);
    };
    const say = (agent, message, id) => client.expect(200, 'POST', `/v1/agents/${agent.id}/chat`,
      { id, message, stream: false });
    const listed = (query = '') => client.all(`/v1/conversations${query}`);
    const titles = async (query) => (await listed(query)).map((conversation) => conversation.title);

    before(async () => {
      const databaseUrl = database === 'postgres' ? await postgres.createDatabase() : undefined;
      platform = await startPlatform({ databaseUrl });
      client = await person('one@example.test');
      other = await person('two@example.test');
      echoAgent = await client.deploy('Echo', echo);
      askAgent = await client.deploy('Asker', asking);
      for (const title of ['first 100%', 'SECOND_one', 'third\\back']) await say(echoAgent, title);
    });
    after(() => platform?.stop());

    test('a message moves its conversation to the front', async () => {
      assert.deepEqual(await titles(), ['third\\back', 'SECOND_one', 'first 100%']);
      const before = (await listed()).at(-1);
      assert.ok(Date.parse(before.updated_at) >= Date.parse(before.created_at));
      await say(echoAgent, 'once more', before.id);
      const after = (await listed())[0];
      assert.equal(after.id, before.id);
      assert.equal(after.title, 'first 100%', 'the title stays');
      assert.ok(Date.parse(after.updated_at) > Date.parse(before.updated_at));
      const messages = await client.all(`/v1/conversations/${after.id}/messages`);
      assert.equal(after.updated_at, messages.at(-1).created_at);
    });

    test('pages hold every conversation once, in order', async () => {
      const whole = (await listed()).map(({ id }) => id);
      assert.equal(whole.length, 3);
      for (const size of [1, 2]) {
        assert.deepEqual((await listed(`?limit=${size}`)).map(({ id }) => id), whole);
      }
      for (const cursor of ['nonsense', Buffer.from('"x"').toString('base64url'),
        Buffer.from('[1,2]').toString('base64url'), Buffer.from('[1]').toString('base64url')]) {
        assertProblem(await client.get(`/v1/conversations?cursor=${cursor}`), 400);
      }
    });

    test('titles are searched as they are written, in any case', async () => {
      const cases = [['second', ['SECOND_one']], ['FIRST', ['first 100%']], ['100%25', ['first 100%']],
        ['%25', ['first 100%']], ['_', ['SECOND_one']], ['%5C', ['third\\back']], ['d_o', ['SECOND_one']],
        ['nothing', []], ["'%20OR%201=1--", []]];
      for (const [query, expected] of cases) {
        assert.deepEqual(await titles(`?search=${query}`), expected, query);
      }
      assert.deepEqual(await titles(`?search=first&agent_id=${askAgent.id}`), []);
      for (const query of ['search=', `search=${'x'.repeat(201)}`, 'search=%00', 'agent_id=nobody']) {
        assert.ok((await client.get(`/v1/conversations?${query}`)).status >= 400, query);
      }
    });

    test('a conversation gets another title and keeps its place', async () => {
      const last = (await listed()).at(-1);
      const path = `/v1/conversations/${last.id}`;
      const renamed = await client.expect(200, 'PATCH', path, { title: 'Grüße 🌍' });
      assert.deepEqual(renamed, { ...last, title: 'Grüße 🌍' });
      assert.deepEqual((await listed()).at(-1), renamed);
      for (const body of [{}, { title: '' }, { title: ' \n' }, { title: 7 }, { name: 'x' },
        { title: 'x'.repeat(201) }, { title: 'a\0b' }]) {
        assertProblem(await client.patch(path, body), 400);
      }
      assertProblem(await other.patch(path, { title: 'theirs' }), 404);
      assertProblem(await client.patch('/v1/conversations/nothing', { title: 'x' }), 404);
      assert.equal((await client.expect(200, 'GET', path)).title, 'Grüße 🌍');
    });

    test('the run that is active is named until it ends', async () => {
      const { conversation_id: id, run_id: run } = await say(askAgent, 'please');
      await eventually(async () => (await client.run(run)).status === 'waiting', 'it waits');
      assert.equal((await listed())[0].active_run_id, run);
      assert.equal((await client.expect(200, 'GET', `/v1/conversations/${id}`)).active_run_id, run);
      await client.expect(200, 'POST', `/v1/runs/${run}/approvals`, { step: 'ask', approved: true });
      await eventually(async () => (await client.run(run)).status === 'succeeded', 'it ends');
      assert.ok((await listed()).every((conversation) => conversation.active_run_id === null));
    });

    test('nobody else sees them, and deleted ones are gone', async () => {
      assert.deepEqual(await other.all('/v1/conversations'), []);
      assert.deepEqual(await other.all('/v1/conversations?search=first'), []);
      const [first] = await listed();
      await client.expect(204, 'DELETE', `/v1/conversations/${first.id}`);
      assert.ok(!(await listed()).some(({ id }) => id === first.id));
      assertProblem(await client.patch(`/v1/conversations/${first.id}`, { title: 'x' }), 404);
    });
  });
}
