// Conversations beyond one answer after the other: asked again, asked otherwise, judged, shared, stopped,
// retried, held with a draft, and approved with other arguments.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { Chat } from './support/chat.mjs';
import { assertProblem, assertSoundJournal, Client, hasEnded } from './support/client.mjs';
import { databaseOf, newId } from './support/database.mjs';
import { gate, ModelPeer } from './support/model_peer.mjs';
import { eventually, runCommand, startPlatform } from './support/platform.mjs';
import { startPostgres } from './support/postgres.mjs';

const limit = { timeout: 30_000 };
const password = 'correct horse battery 7';
let postgres, model;
before(async () => {
  postgres = await startPostgres();
  model = await new ModelPeer().start();
});
after(async () => {
  await postgres?.stop();
  await model?.stop();
});

const talker = (instructions = 'Be brief.') => ({
  nodes: [{ id: 'chat', kind: 'chat_trigger' },
    { id: 'agent', kind: 'agent', config: { model: 'openai:stub', instructions, memory_messages: 20 } }],
  edges: [{ id: 'e1', source: 'chat', target: 'agent' }],
});
const payer = {
  nodes: [{ id: 'chat', kind: 'chat_trigger' },
    { id: 'agent', kind: 'agent', config: { model: 'openai:stub' } },
    { id: 'pay', kind: 'set_fields', config: { mode: 'replace',
      fields: [{ name: 'paid', value: '{{ args.sum }}' }] },
    tool: { name: 'pay', description: 'Pays.', needs_approval: true, parameters: { type: 'object',
      properties: { sum: { type: 'integer', maximum: 99 } }, required: ['sum'] } } }],
  edges: [{ id: 'e1', source: 'chat', target: 'agent' },
    { id: 'e2', source: 'pay', source_handle: 'tool', target: 'agent', target_handle: 'tools' }],
};

for (const database of ['sqlite', 'postgres']) {
  describe(`branches on ${database}`, () => {
    let platform, client, agent, execute, databaseUrl, count = 0;
    const signUp = (email) => new Client(platform.authUrl).expect(201, 'POST', '/v1/auth/sign-up',
      { email, password });
    const as = (session) => new Client(platform.engineUrl, session.access_token);

    before(async () => {
      databaseUrl = database === 'postgres' ? await postgres.createDatabase() : undefined;
      platform = await startPlatform({ databaseUrl, settings: {
        'openai.base_url': model.url, 'openai.api_key': 'sk-of-the-operator' } });
      execute = databaseOf(postgres, databaseUrl, platform.dataDir);
      client = as(await signUp('owner@example.test'));
      agent = await client.deploy('talker', talker());
      await client.deploy('payer', payer);
    });
    after(() => platform?.stop());
    beforeEach(() => {
      model.turns = [];
      model.reply = (turn) => turn.say(`${model.turns.length}: ${turn.users.at(-1)}`);
    });

    // Somebody who may chat in the owner's tenant, and not more.
    async function colleague() {
      const name = `guest${++count}@example.test`;
      const guest = await signUp(name);
      await execute(`INSERT INTO members (id, tenant_id, user_id, role, created_at)
        SELECT ${newId(databaseUrl)}, h.tenant_id, g.id, 'viewer', h.created_at
        FROM users g, members h JOIN users u ON u.id = h.user_id
        WHERE g.email = '${name}' AND u.email = 'owner@example.test'`);
      const { tenant } = await new Client(platform.authUrl, client.token).expect(200, 'GET', '/v1/me');
      return as(await new Client(platform.authUrl, guest.access_token)
        .expect(200, 'POST', `/v1/tenants/${tenant.id}/switch`, {}));
    }
    const chatWith = (name = 'talker', options = {}) => new Chat({ engineUrl: platform.engineUrl,
      key: client.token, agent: name, id: `chat-${++count}`, ...options });
    const idOf = (chat) => chat.answer.metadata.conversation_id;
    const runOf = (chat) => chat.answer.metadata.run_id;
    const textOf = ({ parts }) => parts.map((part) => part.text).join('');
    const shown = async (id) => (await client.all(`/v1/conversations/${id}/messages`)).map(textOf);
    const all = (id) => client.all(`/v1/conversations/${id}/messages?branches=all`);
    const asked = (turn) => turn.body.messages.filter(({ role }) => role !== 'system')
      .map(({ content }) => content);
    const ended = (id) => eventually(async () => {
      const run = await client.run(id);
      return hasEnded(run) && run;
    }, `${id} ends`);
    const waits = (id) => eventually(async () => (await client.run(id)).status === 'waiting', 'it waits');
    const say = (body, who = client, name = 'talker') =>
      who.expect(200, 'POST', `/v1/agents/${name}/chat`, { stream: false, ...body });

    test('the AI SDK asks again, and the first answer is kept', limit, async () => {
      const chat = chatWith();
      await chat.sendMessage({ text: 'One' });
      await chat.sendMessage({ text: 'Two' });
      await chat.regenerate();
      assert.equal(chat.lastError, undefined);
      assert.equal(chat.text, '3: Two');
      assert.deepEqual(asked(model.turns[2]), ['One', '1: One', 'Two'], 'as if for the first time');
      const id = idOf(chat);
      assert.deepEqual(await shown(id), ['One', '1: One', 'Two', '3: Two']);
      const messages = await all(id);
      assert.deepEqual(messages.map(textOf), ['One', '1: One', 'Two', '2: Two', '3: Two']);
      assert.equal(messages[3].parent_id, messages[2].id);
      assert.equal(messages[4].parent_id, messages[2].id);
      assert.equal(messages[0].parent_id, null);
      assert.equal(messages[4].id, chat.answer.id);
      await chat.regenerate({ messageId: chat.messages[1].id });
      assert.equal(chat.text, '4: One');
      assert.deepEqual(await shown(id), ['One', '4: One']);
      await chat.sendMessage({ text: 'Three' });
      assert.deepEqual(asked(model.turns[4]), ['One', '4: One', 'Three'], 'the branch that is shown');
      assertSoundJournal(await client.events(runOf(chat)));
    });

    test('the AI SDK sends a message again in other words', limit, async () => {
      const chat = chatWith();
      await chat.sendMessage({ text: 'One' });
      await chat.sendMessage({ text: 'Two' });
      await chat.sendMessage({ text: 'Uno', messageId: chat.messages[0].id });
      assert.equal(chat.lastError, undefined);
      assert.equal(chat.text, '3: Uno');
      assert.deepEqual(asked(model.turns[2]), ['Uno']);
      const id = idOf(chat);
      assert.deepEqual(await shown(id), ['Uno', '3: Uno']);
      assert.deepEqual((await all(id)).filter(({ parent_id: parent }) => parent === null).map(textOf),
        ['One', 'Uno']);
      await chat.regenerate();
      assert.equal(chat.text, '4: Uno', 'the last message is the one in other words');
    });

    test('a branch of before is shown again and goes on', limit, async () => {
      const { conversation_id: id } = await say({ message: 'One' });
      await say({ id, trigger: 'regenerate-message' });
      const [, first, second] = await all(id);
      const path = `/v1/conversations/${id}`;
      assert.equal((await client.expect(200, 'GET', path)).head_id, second.id);
      const back = await client.expect(200, 'PATCH', path, { head_id: first.id });
      assert.equal(back.head_id, first.id);
      await say({ id, message: 'Two' });
      assert.deepEqual(await shown(id), ['One', '1: One', 'Two', '3: Two']);
      for (const head of [(await all(id))[0].id, id, 'x', 'msg_00000000000000000000000000']) {
        assertProblem(await client.patch(path, { head_id: head }), 400);
      }
      assertProblem(await client.patch(path, {}), 400);
    });

    test('neither is done while a turn runs, and wrong ids are named', limit, async () => {
      const opened = gate();
      const chat = chatWith();
      await chat.sendMessage({ text: 'One' });
      const [question, answer] = await all(idOf(chat));
      model.reply = async (turn) => { await opened; turn.say('Late.'); };
      const sent = chat.sendMessage({ text: 'Two' });
      await eventually(() => model.turns.length === 2, 'the model is asked');
      const id = idOf(chat) ?? (await client.all('/v1/conversations'))[0].id;
      for (const body of [{ trigger: 'regenerate-message' }, { message: 'Uno', messageId: question.id },
        { trigger: 'regenerate-message', messageId: answer.id }]) {
        assertProblem(await client.post('/v1/agents/talker/chat', { id, ...body }), 409,
          'conversation_busy');
      }
      assertProblem(await client.patch(`/v1/conversations/${id}`, { head_id: answer.id }), 409,
        'conversation_busy');
      opened.open();
      await sent;
      const strange = 'msg_01kazzzzzzzzzzzzzzzzzzzzzz';
      for (const body of [{ message: 'x', messageId: strange }, { message: 'x', messageId: answer.id },
        { trigger: 'regenerate-message', messageId: strange }]) {
        const refused = await client.post('/v1/agents/talker/chat', { id, ...body });
        assertProblem(refused, 400);
        assert.match(refused.text, /messageId/);
      }
      assertProblem(await client.post('/v1/agents/talker/chat', { trigger: 'regenerate-message' }), 404);
      assert.equal((await all(id)).length, 4, 'nothing was left behind');
    });

    test('a request that is sent twice asks again once', limit, async () => {
      const { conversation_id: id } = await say({ message: 'One' });
      const again = () => client.expect(200, 'POST', '/v1/agents/talker/chat',
        { id, trigger: 'regenerate-message', stream: false }, { 'Idempotency-Key': `again-${id}` });
      assert.equal((await again()).run_id, (await again()).run_id);
      assert.equal(model.turns.length, 2);
      assert.equal((await all(id)).length, 3);
    });

    test('an answer is judged, judged otherwise, and not judged any more', limit, async () => {
      const { conversation_id: id, run_id: run } = await say({ message: 'One' });
      const [question, answer] = await all(id);
      const path = `/v1/conversations/${id}/messages/${answer.id}/feedback`;
      const opinion = async () => (await all(id))[1].feedback;
      assert.equal(await opinion(), null);
      await client.expect(200, 'PUT', path, { rating: 'up' });
      assert.deepEqual(await opinion(), { rating: 'up', comment: '' });
      await client.expect(200, 'PUT', path, { rating: 'down', comment: 'Wrong number.' });
      assert.deepEqual(await opinion(), { rating: 'down', comment: 'Wrong number.' });
      assert.deepEqual((await client.run(run)).feedback, { up: 0, down: 1 });
      await client.expect(204, 'DELETE', path);
      await client.expect(204, 'DELETE', path);
      assert.equal(await opinion(), null);
      for (const body of [{}, { rating: 'meh' }, { rating: 'up', comment: 'x'.repeat(2001) },
        { rating: 'up', comment: 7 }, { rating: 'up', comment: 'a\0' }]) {
        assertProblem(await client.request('PUT', path, body), 400);
      }
      const put = (target, who = client) => who.request('PUT', target, { rating: 'up' });
      assertProblem(await put(path.replace(answer.id, question.id)), 404);
      assertProblem(await put(path, await colleague()), 404);
    });

    test('a conversation is read by its link, in the tenant, until that is taken back', limit, async () => {
      const { conversation_id: id } = await say({ message: 'One' });
      const path = `/v1/conversations/${id}`;
      const { share } = await client.expect(200, 'PUT', `${path}/share`);
      assert.match(share.id, /^share_/);
      assert.equal(share.is_current, true);
      const [reader, stranger] = [await colleague(), as(await signUp(`other${++count}@example.test`))];
      const link = `/v1/shared-conversations/${share.id}`;
      const seen = await reader.expect(200, 'GET', link);
      assert.equal(seen.title, 'One');
      assert.equal(seen.agent_name, 'talker');
      assert.equal(seen.is_own, false);
      const read = async () => (await reader.all(`${link}/messages`)).map(textOf);
      assert.deepEqual(await read(), ['One', '1: One']);
      assertProblem(await reader.get(path), 404);
      for (const target of [link, `${link}/messages`]) {
        assertProblem(await stranger.get(target), 404);
        assertProblem(await reader.get(target.replace(share.id, id)), 404);
      }
      await say({ id, message: 'Two' });
      assert.deepEqual(await read(), ['One', '1: One'], 'what is said later is not shown');
      assert.equal((await client.expect(200, 'GET', path)).share.is_current, false);
      assert.equal((await client.expect(200, 'PUT', `${path}/share`)).share.id, share.id);
      assert.equal((await read()).length, 4);
      assertProblem(await stranger.request('PUT', `${path}/share`), 404);
      assertProblem(await reader.request('DELETE', `${path}/share`), 404);
      await client.expect(204, 'DELETE', `${path}/share`);
      assertProblem(await reader.get(link), 404);
      assert.notEqual((await client.expect(200, 'PUT', `${path}/share`)).share.id, share.id);
      await client.expect(204, 'DELETE', path);
      assert.equal((await reader.get(link)).status, 404);
    });

    test('who may only chat stops their own turn, also while it waits', limit, async () => {
      const guest = await colleague();
      const { conversation_id: id, run_id: run, status } = await (async () => {
        model.reply = (turn) => turn.call('pay', { sum: 5 });
        return say({ message: 'Pay.' }, guest, 'payer');
      })();
      assert.equal(status, 'waiting');
      assertProblem(await guest.post(`/v1/runs/${run}/cancel`, {}), 403);
      assertProblem(await client.post(`/v1/conversations/${id}/stop`, {}), 404);
      const other = await say({ message: 'One' });
      assertProblem(await guest.post(`/v1/conversations/${id}/stop`, { run_id: other.run_id }), 404);
      const stopped = await guest.expect(200, 'POST', `/v1/conversations/${id}/stop`,
        { reason: 'Enough.' });
      assert.deepEqual(stopped, { run_id: run, is_stopped: true });
      assert.equal((await ended(run)).status, 'cancelled');
      assert.equal((await client.events(run)).at(-1).reason, 'Enough.');
      assert.deepEqual(await guest.expect(200, 'POST', `/v1/conversations/${id}/stop`),
        { run_id: null, is_stopped: false });
      assert.deepEqual(await guest.expect(200, 'POST', `/v1/conversations/${id}/stop`, { run_id: run }),
        { run_id: run, is_stopped: false });
    });

    test('a retried turn answers in its conversation', limit, async () => {
      model.reply = (turn) => turn.fail(400, 'No such engine.');
      const { conversation_id: id, run_id: run, status } = await say({ message: 'One' });
      assert.equal(status, 'failed');
      model.reply = (turn) => turn.say('Here I am.');
      const retried = await client.expect(201, 'POST', `/v1/runs/${run}/retry`, { wait: true });
      assert.equal(retried.status, 'succeeded');
      assert.equal(retried.conversation_id, id);
      assert.deepEqual(await shown(id), ['One', 'Here I am.']);
      assert.equal((await all(id)).length, 3, 'the failed answer is kept');
      await say({ id, message: 'Two' });
      assert.deepEqual(asked(model.turns.at(-1)), ['One', 'Here I am.', 'Two']);
    });

    test('a draft is talked to, remembers, and is not listed', limit, async () => {
      const draft = await client.expect(201, 'POST', '/v1/agents',
        { name: `draft ${++count}`, workflow: talker('First words.') });
      const chat = chatWith(draft.slug, { body: { version: 'draft' } });
      await chat.sendMessage({ text: 'My name is Ada.' });
      assert.equal(chat.lastError, undefined);
      await client.expect(200, 'PATCH', `/v1/agents/${draft.id}`,
        { revision: draft.revision, workflow: talker('Second words.') });
      await chat.sendMessage({ text: 'What is my name?' });
      assert.deepEqual(asked(model.turns[1]),
        ['My name is Ada.', '1: My name is Ada.', 'What is my name?']);
      assert.equal(model.turns[1].body.messages[0].content, 'Second words.', 'the draft of now');
      await chat.regenerate();
      assert.equal(chat.text, '3: What is my name?');
      assert.equal((await client.run(runOf(chat))).is_test, true);
      assert.ok(!(await client.all('/v1/conversations')).some(({ id }) => id === idOf(chat)));
      assert.equal((await client.expect(200, 'GET', `/v1/conversations/${idOf(chat)}`)).is_test, true);
      // It is resumed although nothing is deployed.
      const opened = gate();
      model.reply = async (turn) => { turn.say('Once'); await opened; turn.say(' more.'); };
      const sent = chat.sendMessage({ text: 'And?' });
      await chat.has('Once');
      const second = chatWith(draft.slug, { id: chat.id, messages: chat.messages.slice(0, -1) });
      const resumed = second.resumeStream();
      await second.has('Once');
      opened.open();
      await Promise.all([sent, resumed]);
      assert.equal(second.text, 'Once more.');
      const body = { id: chat.id, message: 'x', version: 'draft' };
      assertProblem(await (await colleague()).post(`/v1/agents/${draft.slug}/chat`, body), 403,
        'permission_missing');
      assertProblem(await client.post(`/v1/agents/${draft.slug}/chat`, { message: 'x' }), 404);
      // The same key is another conversation with what is deployed.
      const live = await say({ id: 'same', message: 'Live' });
      const tried = await say({ id: 'same', message: 'Draft', version: 'draft' });
      assert.notEqual(live.conversation_id, tried.conversation_id);
      assertProblem(await client.post('/v1/agents/talker/chat',
        { id: live.conversation_id, message: 'x', version: 'draft' }), 404);
    });

    // Asks for a payment, then tells what it was told.
    const pay = (turn) => (turn.last.role === 'tool'
      ? turn.say(`Told: ${turn.last.content}`) : turn.call('pay', { sum: 50 }));
    const approve = (run, body) => client.post(`/v1/runs/${run}/approvals`, { step: 'agent', ...body });

    test('a stream goes on after an approval with other arguments', limit, async () => {
      model.reply = pay;
      const chat = chatWith('payer');
      const sent = chat.sendMessage({ text: 'Pay.' });
      await eventually(() => chat.answer?.metadata?.status === 'waiting', 'the stream says it waits');
      const approval = chat.answer.parts.find(({ type }) => type === 'data-approval').data;
      assert.deepEqual(approval.payload.arguments, { sum: 50 });
      assert.equal(approval.payload.parameters.required[0], 'sum');
      for (const sum of ['much', 100]) {
        const refused = await approve(runOf(chat), { approved: true, arguments: { sum } });
        assertProblem(refused, 400);
        assert.match(refused.text, /arguments\/sum/);
      }
      assertProblem(await approve(runOf(chat), { approved: false, arguments: { sum: 1 } }), 400);
      const answer = await approve(runOf(chat), { approved: true, comment: 'Less.', arguments: { sum: 4 } });
      assert.equal(answer.status, 200, answer.text);
      await sent;
      assert.equal(chat.answer.metadata.status, 'succeeded');
      assert.match(chat.text, /A person changed the arguments .*\{"sum":4\}.*Less\..*"paid":4/s);
      const parts = chat.answer.parts.filter(({ type }) => type === 'data-approval');
      assert.equal(parts.length, 1);
      assert.deepEqual(parts[0].data.answer.arguments, { sum: 4 });
      const events = await client.events(runOf(chat));
      assertSoundJournal(events);
      const signalled = events.find(({ type }) => type === 'step_signalled');
      assert.deepEqual(signalled.payload.arguments, { sum: 4 });
      const call = events.find(({ step, type }) => /:tool\./.test(step) && type === 'step_started');
      assert.deepEqual(call.input.arguments, { sum: 4 });
    });

    test('a stream that is resumed after an approval is whole', limit, async () => {
      model.reply = pay;
      const { run_id: run, conversation_id: id } = await say({ message: 'Pay.' }, client, 'payer');
      await waits(run);
      const opened = gate();
      model.reply = async (turn) => { turn.say('Once'); await opened; turn.say(' paid.'); };
      const chat = chatWith('payer', { id });
      const early = chat.resumeStream();
      await eventually(() => chat.answer?.metadata?.status === 'waiting', 'it is seen to wait');
      const before = model.turns.length;
      assert.equal((await approve(run, { approved: true })).status, 200);
      await eventually(() => model.turns.length > before, 'the model is asked');
      const late = chatWith('payer', { id });
      const second = late.resumeStream();
      await eventually(() => late.answer, 'it reads');
      opened.open();
      await Promise.all([early, second]);
      for (const reader of [chat, late]) {
        assert.equal(reader.text, 'Once paid.');
        assert.equal(reader.answer.metadata.status, 'succeeded');
        assert.equal(reader.answer.parts.filter(({ type }) => type === 'dynamic-tool').length, 1);
      }
    });

    test('the model learns why a person declined', limit, async () => {
      model.reply = pay;
      const { run_id: run } = await say({ message: 'Pay.' }, client, 'payer');
      await waits(run);
      assert.equal((await approve(run, { approved: false, comment: 'Too dear.' })).status, 200);
      await ended(run);
      assert.match((await client.run(run)).output.text, /declined: Too dear\./);
    });

    test('the terminal shows the answer after an approval', limit, async () => {
      model.reply = pay;
      const key = await new Client(platform.authUrl, client.token).expect(201, 'POST', '/v1/api-keys',
        { name: `terminal ${++count}` });
      const command = runCommand(['chat', 'payer', 'Pay.', '--url', platform.engineUrl,
        '--key', key.secret]);
      const [run] = await eventually(async () => {
        const found = await client.all('/v1/runs?agent=payer&status=waiting');
        return found.length > 0 && found;
      }, 'it waits');
      assert.equal((await approve(run.id, { approved: true })).status, 200);
      const { code, stdout } = await command;
      assert.equal(code, 0);
      assert.match(stdout, /Waits for an approval[\s\S]*Approved\.[\s\S]*Told: /);
    });

    test('the journal of a branch names its message', limit, async () => {
      const { conversation_id: id, run_id: run } = await say({ message: 'One' });
      const [question] = await all(id);
      assert.equal((await client.events(run))[0].input.message_id, question.id);
      assert.equal(agent.slug, 'talker');
    });
  });
}
