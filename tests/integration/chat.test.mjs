// Talking to an agent: the AI SDK and the OpenAI SDK unchanged, resumed, queued, cancelled.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import OpenAI from 'openai';
import { Chat } from './support/chat.mjs';
import { assertProblem, assertSoundJournal, Client, hasEnded } from './support/client.mjs';
import { gate, ModelPeer } from './support/model_peer.mjs';
import { binary, eventually, runCommand, spawnBound, startPlatform } from './support/platform.mjs';

const question = 'What is the status of order 1042 and when was it shipped?';
const limit = { timeout: 30_000 };
let platform, client, model, key, count = 0;

const talker = {
  nodes: [{ id: 'chat', kind: 'chat_trigger' },
    { id: 'agent', kind: 'agent', config: { model: 'openai:stub', instructions: 'Be brief.',
      builtin_tools: ['calculator'], memory_messages: 20 } }],
  edges: [{ id: 'e1', source: 'chat', target: 'agent' }],
};

before(async () => {
  model = await new ModelPeer().start();
  platform = await startPlatform({ settings: {
    'openai.base_url': model.url, 'openai.api_key': 'sk-of-the-operator' } });
  key = platform.demo.api_key;
  client = new Client(platform.engineUrl, key);
  await client.deploy('talker', talker);
});
after(async () => {
  await platform?.stop();
  await model?.stop();
});
beforeEach(() => {
  model.reply = (turn) => turn.say(`You said: ${turn.users.at(-1)}`);
  model.turns = [];
});

const chatWith = (agent, options = {}) =>
  new Chat({ engineUrl: platform.engineUrl, key, agent, id: `chat-${++count}`, ...options });
const openaiWith = (apiKey = key) =>
  new OpenAI({ apiKey, baseURL: `${platform.engineUrl}/v1`, maxRetries: 0 });
const runOf = (chat) => chat.answer.metadata.run_id;
const ended = (id) => eventually(async () => {
  const run = await client.run(id);
  return hasEnded(run) && run;
}, `${id} ends`);

// Says the first half, and the second when the gate opens.
function holdBack(first, second) {
  const opened = gate();
  model.reply = async (turn) => {
    turn.say(first);
    await opened;
    turn.say(second);
  };
  return opened;
}

test('useChat reads text and tool activity of order-desk', limit, async () => {
  const chat = chatWith('order-desk');
  await chat.sendMessage({ text: question });
  assert.equal(chat.status, 'ready', chat.lastError?.message);
  assert.match(chat.text, /shipped/);
  assert.match(chat.text, /2026-10-03/);
  const [tool] = chat.answer.parts.filter((part) => part.type === 'dynamic-tool');
  assert.equal(tool.toolName, 'lookup_order');
  assert.equal(tool.state, 'output-available');
  assert.deepEqual(tool.input, { order_id: 1042 });
  assert.match(JSON.stringify(tool.output), /2026-10-03/);
  assert.match(runOf(chat), /^run_/);
  assert.match(chat.answer.metadata.conversation_id, /^conv_/);
  assert.equal(chat.answer.metadata.status, 'succeeded');
});

test('useChat shows a tool that fails, and the answer after it', limit, async () => {
  model.reply = (turn) => (turn.last.role === 'tool'
    ? turn.say('I could not.') : turn.call('calculator', { expression: '1 / (' }));
  const chat = chatWith('talker');
  await chat.sendMessage({ text: 'What is 1 / ( ?' });
  const tool = chat.answer.parts.find((part) => part.type === 'dynamic-tool');
  assert.equal(tool.state, 'output-error', JSON.stringify(tool));
  assert.ok(tool.errorText.length > 5);
  assert.match(model.turns[1].last.content, /\S/, 'the model is told what was wrong');
  assert.equal(chat.text, 'I could not.');
});

test('an agent remembers its conversation, and no other', limit, async () => {
  const [chat, other] = [chatWith('talker'), chatWith('talker')];
  await chat.sendMessage({ text: 'My name is Ada.' });
  await other.sendMessage({ text: 'My name is Bob.' });
  await chat.sendMessage({ text: 'What is my name?' });
  const asked = model.turns.at(-1).body.messages.filter(({ role }) => role !== 'system');
  assert.deepEqual(asked.map(({ role, content }) => [role, content]), [
    ['user', 'My name is Ada.'], ['assistant', 'You said: My name is Ada.'],
    ['user', 'What is my name?']]);
  const messages = await client.all(
    `/v1/conversations/${chat.answer.metadata.conversation_id}/messages`);
  assert.deepEqual(messages.map((message) => message.role), ['user', 'assistant', 'user', 'assistant']);
  assert.match(JSON.stringify(messages[3].parts), /You said: What is my name\?/);
});

test('text arrives while the model still speaks', limit, async () => {
  const rest = holdBack('Once upon', ' a time.');
  const chat = chatWith('talker');
  const sent = chat.sendMessage({ text: 'A story, please.' });
  await chat.has('Once upon');
  assert.equal(chat.status, 'streaming');
  rest.open();
  await sent;
  assert.equal(chat.text, 'Once upon a time.');
});

test('an answer survives its reader and is resumed from its beginning', limit, async () => {
  const rest = holdBack('Once upon', ' a time.');
  const first = chatWith('talker');
  const sent = first.sendMessage({ text: 'A story, please.' });
  await first.has('Once upon');
  await first.stop();
  await sent;

  const second = chatWith('talker', { id: first.id, messages: first.messages.slice(0, 1) });
  const resumed = second.resumeStream();
  await second.has('Once upon');
  const third = chatWith('talker', { id: first.id, messages: first.messages.slice(0, 1) });
  const alsoResumed = third.resumeStream();
  await third.has('Once upon');
  rest.open();
  await Promise.all([resumed, alsoResumed]);
  assert.equal(second.text, 'Once upon a time.');
  assert.equal(third.text, 'Once upon a time.');
  assert.equal(runOf(second), runOf(first));
  assert.equal(second.answer.id, first.answer.id, 'it is one message, not two');
  assert.equal(model.turns.length, 1, 'the model was asked once');

  // Nothing is under way any more.
  const answer = await client.get(`/v1/agents/talker/chat/${first.id}/stream`);
  assert.equal(answer.status, 204);
});

async function readEvents(id, headers, wanted = Infinity) {
  const abort = new AbortController();
  const response = await fetch(`${platform.engineUrl}/v1/runs/${id}/events`, {
    headers: { Authorization: `Bearer ${key}`, ...headers },
    signal: AbortSignal.any([abort.signal, AbortSignal.timeout(20_000)]) });
  assert.equal(response.headers.get('Content-Type'), 'text/event-stream');
  const seen = { ids: [], types: [], deltas: '', end: null };
  let text = '';
  for await (const bytes of response.body.pipeThrough(new TextDecoderStream())) {
    text += bytes;
    for (let at = text.indexOf('\n\n'); at >= 0; at = text.indexOf('\n\n')) {
      const lines = Object.fromEntries(text.slice(0, at).split('\n')
        .map((line) => [line.split(':', 1)[0], line.slice(line.indexOf(':') + 1).trim()]));
      text = text.slice(at + 2);
      if (!lines.data) continue;
      const data = JSON.parse(lines.data);
      if (lines.event === 'end') seen.end = data;
      else if (lines.event === 'delta') seen.deltas += data.text;
      else {
        assert.equal(Number(lines.id), data.seq);
        seen.ids.push(data.seq);
        seen.types.push(data.type);
      }
    }
    if (seen.ids.length >= wanted) {
      abort.abort();
      break;
    }
  }
  return seen;
}

test('the events of a run are numbered and resumed without a gap', limit, async () => {
  const rest = holdBack('Once upon', ' a time.');
  const chat = chatWith('talker');
  const sent = chat.sendMessage({ text: 'A story, please.' });
  await chat.has('Once upon');
  const first = await readEvents(runOf(chat), {}, 2);
  assert.equal(first.end, null);
  const last = first.ids.at(-1);
  const following = readEvents(runOf(chat), { 'Last-Event-ID': String(last) });
  rest.open();
  const second = await following;
  await sent;
  const ids = [...first.ids, ...second.ids];
  assert.deepEqual(ids, ids.map((_, i) => i + 1));
  assert.equal(second.types.at(-1), 'run_succeeded');
  assert.deepEqual(second.end, { status: 'succeeded' });
  assert.deepEqual(await readEvents(runOf(chat), { 'Last-Event-ID': String(ids.at(-1)) }),
    { ids: [], types: [], deltas: '', end: { status: 'succeeded' } });
  assertSoundJournal(await client.events(runOf(chat)));
  assertProblem(await client.get(`/v1/runs/${runOf(chat)}/events`, { 'Last-Event-ID': 'x' }), 400);
});

test('a second message waits for the first, and sees its answer', limit, async () => {
  const opened = gate();
  model.reply = async (turn) => {
    if (turn.users.at(-1) === 'One') await opened;
    turn.say(`Answer to ${turn.users.at(-1)}`);
  };
  const id = `chat-${++count}`;
  const [one, two] = [chatWith('talker', { id }), chatWith('talker', { id })];
  const first = one.sendMessage({ text: 'One' });
  await eventually(() => model.turns.length === 1, 'the model is asked');
  const second = two.sendMessage({ text: 'Two' });
  const queued = await eventually(async () =>
    (await client.all('/v1/runs?agent=talker&status=queued'))[0], 'the second message is queued');
  assert.equal(model.turns.length, 1);
  opened.open();
  await Promise.all([first, second]);
  assert.equal(one.text, 'Answer to One');
  assert.equal(two.text, 'Answer to Two');
  assert.equal(runOf(two), queued.id);
  assert.deepEqual(model.turns[1].body.messages.slice(-3).map(({ content }) => content),
    ['One', 'Answer to One', 'Two']);
});

test('a second message is refused when the client wants that', limit, async () => {
  const opened = holdBack('Wait', ' for it.');
  const chat = chatWith('talker');
  const sent = chat.sendMessage({ text: 'One' });
  await chat.has('Wait');
  assertProblem(await client.post('/v1/agents/talker/chat',
    { id: chat.id, message: 'Two', if_busy: 'refuse' }), 409, 'conversation_busy');
  opened.open();
  await sent;
  assert.equal(model.turns.length, 1);
});

test('a cancelled turn ends at once, and the model is left alone', limit, async () => {
  holdBack('Once upon', ' never.');
  const chat = chatWith('talker');
  const sent = chat.sendMessage({ text: 'A story, please.' });
  await chat.has('Once upon');
  await client.expect(202, 'POST', `/v1/runs/${runOf(chat)}/cancel`, { reason: 'Enough.' });
  await Promise.all([sent, model.turns[0].closed]);
  const run = await ended(runOf(chat));
  assert.equal(run.status, 'cancelled');
  const events = await client.events(run.id);
  assert.equal(events.at(-1).reason, 'Enough.');
  assertProblem(await client.post(`/v1/runs/${run.id}/cancel`, {}), 409, 'already_ended');
  // The conversation goes on.
  model.reply = (turn) => turn.say('Yes?');
  await chat.sendMessage({ text: 'Hello?' });
  assert.equal(chat.text, 'Yes?');
});

test('a failing model becomes an error that the clients understand', limit, async () => {
  model.reply = (turn) => turn.fail(400, 'No such engine.');
  const chat = chatWith('talker');
  await chat.sendMessage({ text: 'Hello' });
  assert.equal(chat.status, 'error');
  assert.match(chat.lastError.message, /\S/);
  const failure = await openaiWith().chat.completions.create(
    { model: 'talker', messages: [{ role: 'user', content: 'Hello' }] }).catch((error) => error);
  assert.ok(failure instanceof OpenAI.APIError, String(failure));
  assert.match(failure.message, /run_/);
  const stream = await openaiWith().chat.completions.create({ model: 'talker', stream: true,
    messages: [{ role: 'user', content: 'Hello' }] });
  await assert.rejects(async () => { for await (const _ of stream); }, OpenAI.APIError);
});

test('the OpenAI SDK carries its own conversation', limit, async () => {
  const completion = await openaiWith().chat.completions.create({ model: 'talker', messages: [
    { role: 'user', content: 'My name is Ada.' }, { role: 'assistant', content: 'Hello Ada.' },
    { role: 'user', content: [{ type: 'text', text: 'What is my name?' }] }] });
  assert.equal(completion.choices[0].message.content, 'You said: What is my name?');
  assert.equal(completion.usage.total_tokens, 15);
  const asked = model.turns[0].body.messages.filter(({ role }) => role !== 'system');
  assert.deepEqual(asked.map(({ content }) => content),
    ['My name is Ada.', 'Hello Ada.', 'What is my name?']);
});

test('the OpenAI SDK throws its own typed errors', limit, async () => {
  const messages = [{ role: 'user', content: 'Hello' }];
  const ask = (openai, body) => openai.chat.completions.create({ model: 'talker', messages, ...body });
  await assert.rejects(ask(openaiWith(), { model: 'nobody' }), (error) =>
    error instanceof OpenAI.NotFoundError && error.code === 'model_not_found');
  await assert.rejects(ask(openaiWith('elv_wrong')), OpenAI.AuthenticationError);
  await assert.rejects(ask(openaiWith(), { messages: [] }), OpenAI.BadRequestError);
  await assert.rejects(ask(openaiWith(), { n: 2 }), (error) =>
    error instanceof OpenAI.BadRequestError && error.param === 'n');
  const viewer = await new Client(platform.authUrl, key).expect(201, 'POST', '/v1/api-keys',
    { name: 'reader', scopes: ['runs:read'] });
  await assert.rejects(ask(openaiWith(viewer.secret)), OpenAI.PermissionDeniedError);
});

const terminal = (args, options) => runCommand(
  ['chat', ...args, '--url', platform.engineUrl, '--key', key], options);

test('the terminal client answers in a pipe', limit, async () => {
  const { code, stdout } = await terminal(['order-desk', ...question.split(' ')]);
  assert.equal(code, 0);
  assert.match(stdout, /lookup_order \{"order_id":1042\}/);
  assert.match(stdout, /2026-10-03/);
  const piped = await terminal(['talker'], { input: 'My name is Ada.\nWho am I?\n' });
  assert.equal(piped.code, 0, piped.stderr);
  assert.equal(piped.stdout.trim(), 'You said: My name is Ada.\nYou said: Who am I?');
  assert.ok(!piped.stdout.includes('\x1b'), 'no colours in a pipe');
  assert.equal(model.turns[1].users.length, 2, 'one conversation');
});

test('Ctrl-C stops the answer, and the conversation goes on', limit, async () => {
  holdBack('Once upon', ' never.');
  const command = [binary, 'chat', 'talker', '--url', platform.engineUrl, '--key', key].join(' ');
  const script = spawnBound('script', ['-q', '-e', '-c', command, '/dev/null'],
    { stdio: ['pipe', 'pipe', 'inherit'] });
  let seen = '';
  script.stdout.setEncoding('utf8').on('data', (text) => { seen += text; });
  const shows = (text) => eventually(() => seen.includes(text), `${text} in ${seen}`);
  await shows('Talking to talker');
  script.stdin.write('A story, please.\n');
  await shows('Once upon');
  script.stdin.write('\x03');
  await shows('Stopped.');
  await model.turns[0].closed;
  model.reply = (turn) => turn.say('Still here.');
  script.stdin.write('Hello?\n');
  await shows('Still here.');
  script.stdin.write('\x03');
  assert.equal((await script.exited).code, 130, seen);
  const [run] = (await client.all('/v1/runs?agent=talker&status=cancelled'));
  assert.equal((await client.events(run.id)).at(-1).reason, 'Stopped in the terminal.');
});

test('the terminal client says what is wrong', limit, async () => {
  const unknown = await terminal(['nobody', 'Hello']);
  assert.notEqual(unknown.code, 0);
  assert.match(unknown.stderr, /elevaite: .*agent/i);
  const refused = await runCommand(['chat', 'talker', 'Hello', '--url', platform.engineUrl,
    '--key', 'elv_wrong']);
  assert.notEqual(refused.code, 0);
  assert.match(refused.stderr, /key/i);
});
