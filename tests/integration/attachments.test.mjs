// Files that come with a message, and those that an answer brings: references in the conversation,
// contents for the model, and nothing of another tenant's.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import OpenAI from 'openai';
import { Chat } from './support/chat.mjs';
import { assertProblem, Client } from './support/client.mjs';
import { ModelPeer } from './support/model_peer.mjs';
import { startPlatform } from './support/platform.mjs';
import { startPostgres } from './support/postgres.mjs';

const limit = { timeout: 30_000 };
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9' +
  'awAAAABJRU5ErkJggg==', 'base64');
const pngUrl = `data:image/png;base64,${png.toString('base64')}`;
const talker = (config = {}) => ({
  nodes: [{ id: 'chat', kind: 'chat_trigger' },
    { id: 'agent', kind: 'agent', config: { model: 'openai:stub', memory_messages: 20, ...config } }],
  edges: [{ id: 'e1', source: 'chat', target: 'agent' }],
});
const maker = {
  nodes: [{ id: 'chat', kind: 'chat_trigger' },
    { id: 'table', kind: 'export_table', config: { rows: [{ a: 1 }], format: 'csv', title: 'Orders' } }],
  edges: [{ id: 'e1', source: 'chat', target: 'table' }],
};
const citer = {
  nodes: [{ id: 'chat', kind: 'chat_trigger' },
    { id: 'agent', kind: 'agent', config: { model: 'openai:stub' } },
    { id: 'search', kind: 'set_fields', config: { mode: 'replace', fields: [{ name: 'sources', value: [
      { url: 'https://a.test/', title: 'A' }, { url: 'javascript:alert(1)', title: 'B' },
      { document_id: 'doc_1', title: 'Rules.pdf', place: 'page 3', passage: 'Thirty days.' }] }] },
    tool: { name: 'search', description: 'Searches.', parameters: { type: 'object' } } }],
  edges: [{ id: 'e1', source: 'chat', target: 'agent' },
    { id: 'e2', source: 'search', source_handle: 'tool', target: 'agent', target_handle: 'tools' }],
};

for (const database of ['sqlite', 'postgres']) {
  describe(`attachments on ${database}`, () => {
    let platform, postgres, model, key, client, count = 0;
    before(async () => {
      model = await new ModelPeer().start();
      postgres = database === 'postgres' ? await startPostgres() : undefined;
      const databaseUrl = await postgres?.createDatabase();
      platform = await startPlatform({ databaseUrl, settings: {
        'openai.base_url': model.url, 'openai.api_key': 'sk-of-the-operator' } });
      key = platform.demo.api_key;
      client = new Client(platform.engineUrl, key);
      await client.deploy('talker', talker());
      await client.deploy('blind', talker({ attachments: false }));
      await client.deploy('maker', maker);
      await client.deploy('citer', citer);
    });
    after(async () => {
      await platform?.stop();
      await postgres?.stop();
      await model?.stop();
    });
    beforeEach(() => {
      model.reply = (turn) => turn.say('I see.');
      model.turns = [];
    });

    const upload = (name, bytes, type = 'text/csv') => client.expect(201, 'POST',
      `/v1/files?name=${encodeURIComponent(name)}`, bytes, { 'Content-Type': type });
    const say = (agent, body) => client.expect(200, 'POST', `/v1/agents/${agent}/chat`,
      { id: `talk-${++count}`, stream: false, ...body });
    const messagesOf = (answer) => client.all(`/v1/conversations/${answer.conversation_id}/messages`);
    const asked = (turn = -1) => model.turns.at(turn).body.messages;

    test('a text is given to the model and kept as a reference', limit, async () => {
      const file = await upload('orders.csv', Buffer.from('id,total\n1,9\n'));
      const answer = await say('talker', { message: 'Sum it up.', files: [file.id] });
      assert.match(asked().at(-1).content,
        /^Sum it up\.\n\n\[Attached file "orders\.csv".*\]\nid,total\n1,9\n/);
      const [question] = await messagesOf(answer);
      assert.deepEqual(question.parts, [{ type: 'text', text: 'Sum it up.' },
        { type: 'file', file_id: file.id, filename: 'orders.csv', mediaType: 'text/csv', size: 13,
          url: `/v1/files/${file.id}/content`, is_gone: false }]);
      const journal = JSON.stringify(await client.events(answer.run_id));
      assert.ok(!journal.includes('id,total'), 'the journal holds no content');
      assert.ok(journal.includes(file.id));
    });

    test('the next turn still sees it, until it is deleted', limit, async () => {
      const file = await upload('notes.md', Buffer.from('# Remember the milk'), 'text/markdown');
      const { conversation_id: id, ...first } = await say('talker', { message: 'Read.', files: [file.id] });
      await say('talker', { id, message: 'What was it?' });
      assert.match(asked().find(({ role }) => role === 'user').content, /Remember the milk/);
      await client.expect(204, 'DELETE', `/v1/files/${file.id}`);
      await say('talker', { id, message: 'And now?' });
      assert.match(asked().find(({ role }) => role === 'user').content, /"notes\.md" .* is gone/);
      const [question] = await messagesOf({ conversation_id: id, ...first });
      assert.equal(question.parts[1].is_gone, true);
    });

    test('a picture is shown as one, and a message may be nothing else', limit, async () => {
      const chat = new Chat({ engineUrl: platform.engineUrl, key, agent: 'talker', id: `chat-${++count}` });
      await chat.sendMessage({ files: [
        { type: 'file', mediaType: 'image/png', filename: 'dot.png', url: pngUrl }] });
      assert.equal(chat.status, 'ready', chat.lastError?.message);
      const [, picture] = asked().at(-1).content;
      assert.deepEqual(picture, { type: 'image_url', image_url: { url: pngUrl } });
      const conversation = await client.expect(200, 'GET',
        `/v1/conversations/${chat.answer.metadata.conversation_id}`);
      assert.equal(conversation.title, 'dot.png');
    });

    test('what cannot be read is named, and an agent may be set to see nothing', limit, async () => {
      const file = await upload('a.zip', Buffer.from('PK\x03\x04 and so on'), 'application/zip');
      await say('talker', { message: 'Open it.', files: [file.id] });
      assert.match(asked().at(-1).content, /"a\.zip" .* cannot be read here/);
      await say('blind', { message: 'Open it.', files: [file.id] });
      assert.equal(asked().at(-1).content, 'Open it.');
    });

    test('another answer sees the files of its question', limit, async () => {
      const file = await upload('once.txt', Buffer.from('only once'), 'text/plain');
      const answer = await say('talker', { message: 'Read.', files: [file.id] });
      await say('talker', { id: answer.conversation_id, trigger: 'regenerate-message' });
      assert.match(asked().at(-1).content, /only once/);
    });

    test('wrong files are refused by the field that names them', limit, async () => {
      const other = await new Client(platform.authUrl).expect(201, 'POST', '/v1/auth/sign-up',
        { email: `stranger-${database}@example.test`, password: 'correct horse battery 7' });
      const stranger = new Client(platform.engineUrl, other.access_token);
      const theirs = await stranger.expect(201, 'POST', '/v1/files?name=x.txt', Buffer.from('secret'),
        { 'Content-Type': 'text/plain' });
      const part = (url) => ({ messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hi' },
        { type: 'file', mediaType: 'text/plain', url }] }] });
      for (const [body, field] of [
        [{ message: 'Hi', files: [theirs.id] }, 'files[0]'],
        [{ message: 'Hi', files: ['file_nonsense'] }, 'files[0]'],
        [part(`/v1/files/${theirs.id}/content`), 'messages[0].parts[1]'],
        [part('https://evil.test/x.png'), 'messages[0].parts[1]'],
        [part('file:///etc/passwd'), 'messages[0].parts[1]'],
        [part('data:text/plain,plain'), 'messages[0].parts[1]'],
        [part('data:text/plain;base64,%%'), 'messages[0].parts[1]'],
        [part('data:image/png;base64,aGVsbG8='), 'messages[0].parts[1]'],
      ]) {
        const refused = await client.post('/v1/agents/talker/chat', { stream: false, ...body });
        assertProblem(refused, 400);
        assert.equal(refused.body.errors[0].field, field, refused.text);
      }
      assert.equal(model.turns.length, 0);
    });

    test("OpenAI's content parts are understood, and stored once", limit, async () => {
      const openai = new OpenAI({ apiKey: key, baseURL: `${platform.engineUrl}/v1`, maxRetries: 0 });
      const file = await upload('a.csv', Buffer.from('a,b\n'));
      const content = [{ type: 'text', text: 'What is it?' },
        { type: 'image_url', image_url: { url: pngUrl } },
        { type: 'file', file: { file_id: file.id } }];
      const ask = (messages) => openai.chat.completions.create({ model: 'talker', messages });
      await ask([{ role: 'user', content }]);
      assert.deepEqual(asked().at(-1).content.map(({ type }) => type), ['text', 'image_url']);
      assert.match(asked().at(-1).content[0].text, /a,b/);
      const stored = (await client.all('/v1/files')).length;
      await ask([{ role: 'user', content }, { role: 'assistant', content: 'A dot.' },
        { role: 'user', content: 'Sure?' }]);
      assert.equal((await client.all('/v1/files')).length, stored, 'the history is not stored again');
      assert.equal(asked()[0].content[1].image_url.url, pngUrl, 'the model still sees the history');
      await assert.rejects(ask([{ role: 'user', content: [
        { type: 'image_url', image_url: { url: 'https://evil.test/x.png' } }] }]),
      (error) => error.status === 400 && error.param === 'messages[0].content[0].image_url');
    });

    test('what an answer makes is a part of it, and a download', limit, async () => {
      const chat = new Chat({ engineUrl: platform.engineUrl, key, agent: 'maker', id: `chat-${++count}` });
      await chat.sendMessage({ text: 'Export.' });
      const streamed = chat.answer.parts.find(({ type }) => type === 'file');
      assert.equal(streamed.providerMetadata.elevaite.filename, 'Orders.csv');
      const answer = (await messagesOf(chat.answer.metadata)).at(-1);
      assert.deepEqual(answer.parts.map(({ type, filename }) => [type, filename]), [['file', 'Orders.csv']]);
      const content = await client.get(answer.parts[0].url);
      assert.equal(content.status, 200);
      assert.match(content.text, /^a\r?\n1/);
    });

    test('declared sources are parts of the answer', limit, async () => {
      model.reply = (turn) => (turn.last.role === 'tool' ? turn.say('As A says.') : turn.call('search', {}));
      const answer = await say('citer', { message: 'Says who?' });
      const { parts } = (await messagesOf(answer)).at(-1);
      assert.deepEqual(parts.slice(1), [
        { type: 'source-url', sourceId: 'source-1', url: 'https://a.test/', title: 'A' },
        { type: 'source-document', sourceId: 'source-2', title: 'Rules.pdf',
          mediaType: 'application/octet-stream', providerMetadata: { elevaite: {
            document_id: 'doc_1', place: 'page 3', passage: 'Thirty days.' } } }]);
      // The protocol's own reader takes both kinds.
      const chat = new Chat({ engineUrl: platform.engineUrl, key, agent: 'citer', id: `chat-${++count}` });
      await chat.sendMessage({ text: 'Says who?' });
      const sources = chat.answer.parts.filter(({ type }) => type.startsWith('source'));
      assert.deepEqual(JSON.parse(JSON.stringify(sources)), parts.slice(1));  // without what is undefined
    });
  });
}
