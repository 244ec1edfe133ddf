// Talking to agents in the browser: streamed answers, reloads and lost connections in the middle of one,
// approvals, two tabs, hostile answers, and a phone.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { gate, ModelPeer } from '../integration/support/model_peer.mjs';
import { expectNoAxeViolations, eventually, hidden, phone, startStage, visible } from './support/stage.mjs';

const limit = { timeout: 60_000 };
let stage, model;

const talker = {
  nodes: [
    { id: 'chat', kind: 'chat_trigger', config: {
      greeting: 'Ask me for a **story**.', suggestions: ['A story, please.'] } },
    { id: 'check', kind: 'condition', title: 'Is it a question', config: { rules: [
      { left: '{{ trigger.message }}', operator: 'contains', right: '?' }] } },
    { id: 'agent', kind: 'agent', title: 'Storyteller', config: {
      model: 'openai:stub', builtin_tools: ['calculator'], memory_messages: 20 } },
  ],
  edges: [
    { id: 'e1', source: 'chat', target: 'check' },
    { id: 'e2', source: 'check', source_handle: 'true', target: 'agent' },
    { id: 'e3', source: 'check', source_handle: 'false', target: 'agent' },
  ],
};
const patient = {
  nodes: [
    { id: 'chat', kind: 'chat_trigger' },
    { id: 'pause', kind: 'delay', title: 'A pause', config: { seconds: 6 } },
    { id: 'answer', kind: 'respond', config: { body: { text: 'After the pause: {{ trigger.message }}' } } },
  ],
  edges: [{ id: 'e1', source: 'chat', target: 'pause' }, { id: 'e2', source: 'pause', target: 'answer' }],
};

const payer = {
  nodes: [{ id: 'chat', kind: 'chat_trigger' },
    { id: 'agent', kind: 'agent', config: { model: 'openai:stub' } },
    { id: 'pay', kind: 'set_fields', config: { mode: 'replace',
      fields: [{ name: 'paid', value: '{{ args.sum }}' }] },
    tool: { name: 'pay', description: 'Pays a sum.', needs_approval: true, parameters: { type: 'object',
      properties: { sum: { type: 'integer', maximum: 99 } }, required: ['sum'] } } }],
  edges: [{ id: 'e1', source: 'chat', target: 'agent' },
    { id: 'e2', source: 'pay', source_handle: 'tool', target: 'agent', target_handle: 'tools' }],
};

before(async () => {
  model = await new ModelPeer().start();
  stage = await startStage({
    settings: { 'openai.base_url': model.url, 'openai.api_key': 'sk-of-the-operator' },
  });
  await stage.engine.deploy('talker', talker);
  await stage.engine.deploy('patient', patient);
  await stage.engine.deploy('payer', payer);
});
after(async () => {
  await stage?.stop();
  await model?.stop();
});
beforeEach(() => {
  model.reply = (turn) => turn.say(`You said: ${turn.users.at(-1)}`);
});

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

const field = (page) => page.getByRole('textbox', { name: /^Message to/ });
const list = (page) => page.getByRole('navigation', { name: 'Conversations' });
const said = (page, text) => page.getByRole('region', { name: 'Messages' }).getByText(text);

async function openChat(agent, options = {}) {
  const page = await stage.newPage(options);
  await stage.signIn(page, { path: `/chat?agent=${agent}` });
  await visible(field(page));
  return page;
}

async function ask(page, words) {
  // An answer that can be read whole may still be on its way to its end.
  await visible(page.getByRole('button', { name: 'Send' }));
  await field(page).fill(words);
  await page.keyboard.press('Enter');
  await visible(page.getByRole('article', { name: 'You' }).getByText(words, { exact: true }).last());
}

async function expectOnce(page, text) {
  await visible(said(page, text));
  assert.equal(await said(page, text).count(), 1, `${text} is there once`);
}

test('an answer with a tool call, from the picker to the reload', limit, async () => {
  const page = await stage.newPage();
  await stage.signIn(page, { path: '/chat' });
  await page.getByRole('button', { name: /^Order desk/ }).click();
  await visible(page.getByText('Look up one order in the shop'));
  await expectNoAxeViolations(page);
  await ask(page, 'What is the status of order 1042 and when was it shipped?');
  await expectOnce(page, /shipped on 2026-10-03/);
  await page.waitForURL(/\/chat\/conv_/);
  const tool = page.getByRole('button', { name: /lookup_order.*order_id: 1042.*Succeeded/s });
  await visible(tool);
  await visible(page.getByText('Demo model', { exact: true }));
  await tool.click();
  await visible(page.getByRole('region', { name: 'Result' }).getByText('columns'));
  await expectNoAxeViolations(page);
  await page.getByRole('button', { name: 'Usage' }).click();
  await visible(page.getByText('Tokens read'));
  await page.keyboard.press('Escape');
  await page.reload();
  await expectOnce(page, /shipped on 2026-10-03/);
  await visible(page.getByRole('button', { name: /lookup_order/ }));
});

test('the address changes while the answer streams, and nothing is drawn anew', limit, async () => {
  const rest = holdBack('Once upon', ' a time.');
  const tell = model.reply;
  model.reply = (turn) => (turn.users.at(-1) === 'And then?' ? turn.say('You said: And then?') : tell(turn));
  const page = await openChat('talker');
  await visible(page.getByRole('button', { name: 'A story, please.' }));
  await page.evaluate(() => { document.querySelector('textarea').dataset.same = 'yes'; });
  await ask(page, 'A story, please.');
  await page.waitForURL(/\/chat\/conv_/);
  await visible(said(page, 'Once upon'));
  await visible(page.getByRole('button', { name: 'Stop' }));
  assert.equal(await page.evaluate(() => document.querySelector('textarea').dataset.same), 'yes');
  // What is typed meanwhile waits in its field, and is sent then.
  await field(page).fill('And then?');
  await page.keyboard.press('Enter');
  await visible(page.getByText('It is sent as soon as the answer is finished.'));
  rest.open();
  await expectOnce(page, 'Once upon a time.');
  await visible(page.getByRole('article', { name: 'You' }).getByText('And then?'));
  await expectOnce(page, 'You said: And then?');
  assert.equal(await field(page).inputValue(), '');
});

test('a reload in the middle of an answer loses and doubles nothing', limit, async () => {
  const rest = holdBack('Once upon', ' a time.');
  const page = await openChat('talker');
  await ask(page, 'A story, please.');
  await visible(said(page, 'Once upon'));
  await page.waitForURL(/\/chat\/conv_/);
  await page.reload();
  await expectOnce(page, 'Once upon');
  await visible(page.getByRole('button', { name: 'Stop' }));
  rest.open();
  await expectOnce(page, 'Once upon a time.');
  assert.equal(await page.getByRole('article').count(), 2);
});

test('a lost connection is told calmly and made up for', limit, async () => {
  const rest = holdBack('Once upon', ' a time.');
  const page = await openChat('talker', { expected: [/net::ERR_/] });
  await ask(page, 'A story, please.');
  await visible(said(page, 'Once upon'));
  await page.context().setOffline(true);
  stage.web.cut();
  await visible(page.getByText(/The connection is lost/));
  await visible(said(page, 'Once upon'));
  rest.open();
  await page.context().setOffline(false);
  await expectOnce(page, 'Once upon a time.');
  await hidden(page.getByText(/The connection is lost/));
});

test('a run that waits goes on in the same answer', limit, async () => {
  const page = await openChat('patient');
  await ask(page, 'Hello');
  await visible(page.getByText(/^It waits until/));
  await visible(page.getByText(/^A pause/));
  await expectOnce(page, 'After the pause: Hello');
  await page.getByRole('button', { name: /^A pause/ }).click();
  await expectNoAxeViolations(page);
});

test('stopping ends the run, and the conversation goes on', limit, async () => {
  holdBack('Once upon', ' never.');
  const page = await openChat('talker');
  await ask(page, 'A story, please.');
  await visible(said(page, 'Once upon'));
  await page.keyboard.press('Escape');
  await visible(said(page, 'Stopped'));
  const [run] = await stage.engine.all('/v1/runs?agent=talker&status=cancelled');
  assert.equal((await stage.engine.events(run.id)).at(-1).reason, 'Stopped in the chat.');
  model.reply = (turn) => turn.say('Yes?');
  await ask(page, 'Hello?');
  await expectOnce(page, 'Yes?');
});

test('a failure says what failed, and asking again works', limit, async () => {
  model.reply = (turn) => turn.fail(400, 'No such engine.');
  const page = await openChat('talker');
  await ask(page, 'Anybody there?');
  await visible(said(page, 'The agent failed'));
  await visible(page.getByRole('link', { name: 'Open the run' }));
  await expectNoAxeViolations(page);
  model.reply = (turn) => turn.say('Here I am.');
  await page.getByRole('button', { name: 'Ask again' }).click();
  await expectOnce(page, 'Here I am.');
});

test('a message that cannot be sent is kept and sent once', limit, async () => {
  const page = await openChat('talker', { expected: [/Failed to load resource/] });
  await page.route('**/chat', (route) => (route.request().method() === 'POST'
    ? route.fulfill({ status: 500, contentType: 'application/problem+json', body: JSON.stringify({
      code: 'internal', status: 500, detail: 'Broken.', request_id: 'req_1', title: 'x', type: 'x' }) })
    : route.fallback()));
  await ask(page, 'Is this lost?');
  await visible(page.getByRole('alert').getByText('The message was not sent'));
  await page.unroute('**/chat');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expectOnce(page, 'You said: Is this lost?');
  assert.equal(await page.getByRole('article', { name: 'You' }).count(), 1);
});

test('an answer can inject nothing', limit, async () => {
  model.reply = (turn) => (turn.last.role === 'tool'
    ? turn.say(['<script>window.hacked = 1</script>', '<img src=x onerror="window.hacked = 2">',
      '[one](javascript:window.hacked=3)', '[two](data:text/html,<script>window.hacked=4</script>)',
      '![pixel](https://evil.test/pixel.png)', '[docs](https://docs.test/)', 'The end.'].join('\n\n'))
    : turn.call('calculator', { expression: '<img src=x onerror=window.hacked=5>' }));
  const page = await openChat('talker');
  await ask(page, 'Hack me.');
  await visible(said(page, 'The end.'));
  const order = await page.getByRole('article', { name: 'talker' }).innerText();
  assert.ok(order.indexOf('calculator') < order.indexOf('The end.'), 'the call stands before the words');
  await page.getByRole('button', { name: /^calculator/ }).click();
  await visible(page.getByRole('region', { name: 'Arguments' }));
  const messages = page.getByRole('region', { name: 'Messages' });
  assert.equal(await messages.locator('script, img, iframe, form').count(), 0);
  const links = await messages.locator('article p a')
    .evaluateAll((found) => found.map((a) => [a.href, a.rel]));
  assert.deepEqual(links, [['https://docs.test/', 'noopener noreferrer nofollow']]);
  assert.equal(await page.evaluate(() => window.hacked), undefined);
});

test('an approval inside the conversation', limit, async () => {
  const page = await openChat('approver');
  await ask(page, 'The build is green.');
  const question = page.getByRole('region', { name: 'Send this e-mail?' });
  await visible(question.getByText(/Waiting for approval by/));
  await visible(question.getByText('To: team@example.test'));
  await expectNoAxeViolations(page);
  await question.getByRole('button', { name: 'Add a comment' }).click();
  await question.getByRole('textbox', { name: 'Comment' }).fill('Good news.');
  await question.getByRole('button', { name: 'Approve' }).click();
  await expectOnce(page, 'Approved, and sent to team@example.test.');
  await visible(question.getByText('Good news.'));
  assert.equal(await question.getByRole('button').count(), 0);
});

const answers = (page) => page.getByRole('article', { name: 'talker' });
const pictures = process.env.PICTURES;
const picture = (page, name) => pictures && page.screenshot({ path: `${pictures}/${name}.png` });

test('an answer is given again, and the first one is kept', limit, async () => {
  let count = 0;
  model.reply = (turn) => turn.say(`Answer ${++count} to ${turn.users.at(-1)}`);
  const page = await openChat('talker');
  await ask(page, 'One');
  await expectOnce(page, 'Answer 1 to One');
  await page.getByRole('button', { name: 'Answer again' }).click();
  await expectOnce(page, 'Answer 2 to One');
  await hidden(said(page, 'Answer 1 to One'));
  const versions = answers(page).getByRole('group', { name: 'Versions' });
  await visible(versions.getByText('Version 2 of 2'));
  await expectNoAxeViolations(page);
  await picture(page, 'versions');
  await versions.getByRole('button', { name: 'Previous version' }).click();
  await expectOnce(page, 'Answer 1 to One');
  await visible(versions.getByText('Version 1 of 2'));
  await page.reload();
  await expectOnce(page, 'Answer 1 to One');
  await ask(page, 'Two');
  await expectOnce(page, 'Answer 3 to Two');
  await answers(page).first().getByRole('button', { name: 'Next version' }).click();
  await expectOnce(page, 'Answer 2 to One');
  await hidden(said(page, 'Answer 3 to Two'));
});

test('a message is said in other words by keyboard', limit, async () => {
  const page = await openChat('talker');
  await ask(page, 'Uno');
  await expectOnce(page, 'You said: Uno');
  const edit = page.getByRole('button', { name: 'Edit message' });
  await edit.focus();
  await page.keyboard.press('Enter');
  const words = page.getByRole('textbox', { name: 'Your message in other words' });
  await visible(words);
  await expectNoAxeViolations(page);
  await picture(page, 'edit');
  await page.keyboard.press('Escape');
  await hidden(words);
  await edit.focus();
  await page.keyboard.press('Enter');
  await words.fill('One');
  await page.keyboard.press('Enter');
  await expectOnce(page, 'You said: One');
  await hidden(said(page, 'You said: Uno'));
  const question = page.getByRole('article', { name: 'You' });
  await question.getByRole('button', { name: 'Previous version' }).click();
  await expectOnce(page, 'You said: Uno');
});

test('an answer is judged, with words, and not judged any more', limit, async () => {
  const page = await openChat('talker', { viewport: phone, colorScheme: 'dark' });
  await ask(page, 'How am I?');
  await expectOnce(page, 'You said: How am I?');
  const down = page.getByRole('button', { name: 'Bad answer' });
  await down.click();
  await visible(page.locator('button[aria-label="Bad answer"][aria-pressed=true]'));
  await page.getByRole('button', { name: 'Say why' }).click();
  await page.getByRole('textbox', { name: 'What do you think of this answer?' }).fill('Too short.');
  await expectNoAxeViolations(page);
  await picture(page, 'feedback-phone-dark');
  await page.getByRole('button', { name: 'Save' }).click();
  await visible(page.getByRole('button', { name: 'Change what you said of it' }));
  const id = page.url().split('/').at(-1);
  const opinion = async () =>
    (await stage.engine.all(`/v1/conversations/${id}/messages`)).at(-1).feedback;
  await eventually(async () => (await opinion())?.comment === 'Too short.', 'it is kept');
  assert.equal((await opinion()).rating, 'down');
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true);
  await page.reload();
  await visible(page.locator('button[aria-label="Bad answer"][aria-pressed=true]'));
  await down.click();
  await eventually(async () => (await opinion()) === null, 'it is taken back');
});

test('a conversation is shared by a link, and not any more', limit, async () => {
  const page = await openChat('talker');
  await ask(page, 'Worth telling');
  await expectOnce(page, 'You said: Worth telling');
  await page.getByRole('button', { name: 'Share conversation' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share conversation' });
  await dialog.getByRole('button', { name: 'Create a link' }).click();
  const link = await visible(dialog.getByRole('textbox', { name: 'Link' }));
  const address = new URL(await link.inputValue());
  await expectNoAxeViolations(page);
  await picture(page, 'share');
  const reader = await stage.newPage({ viewport: phone });
  await stage.signIn(reader, { path: address.pathname });
  await visible(reader.getByRole('heading', { name: 'Worth telling' }));
  await expectOnce(reader, 'You said: Worth telling');
  assert.equal(await reader.getByRole('textbox').count(), 0, 'there is nothing to write');
  assert.equal(await reader.getByRole('button', { name: 'Answer again' }).count(), 0);
  assert.equal(await reader.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true);
  await expectNoAxeViolations(reader);
  await picture(reader, 'shared-phone');
  const stranger = await stage.newPage({ expected: [/404/] });
  await stage.signIn(stranger, { ...(await stage.newPerson()), path: address.pathname });
  await visible(stranger.getByRole('heading', { name: 'This page does not exist' }));
  await dialog.getByRole('button', { name: 'Stop sharing' }).click();
  await visible(dialog.getByRole('button', { name: 'Create a link' }));
  await reader.reload();
  await visible(reader.getByRole('heading', { name: 'This page does not exist' }));
});

test('a call is approved with other arguments, and the agent is told', limit, async () => {
  model.reply = (turn) => (turn.last.role === 'tool'
    ? turn.say(`Told: ${turn.last.content}`) : turn.call('pay', { sum: 50 }));
  const page = await openChat('payer');
  await ask(page, 'Pay the bill.');
  const question = page.getByRole('region', { name: 'May it call pay?' });
  await question.getByRole('button', { name: 'Edit the arguments' }).click();
  const field = question.getByRole('textbox', { name: 'Arguments to call it with' });
  await field.fill('{"sum": ');
  await question.getByRole('button', { name: 'Approve with these' }).click();
  await visible(question.getByText('This is no JSON object.'));
  await field.fill('{"sum": 500}');
  await question.getByRole('button', { name: 'Approve with these' }).click();
  await visible(question.getByText(/^sum: /));
  await expectNoAxeViolations(page);
  await picture(page, 'approval-edited');
  await field.fill('{"sum": 4}');
  await question.getByRole('button', { name: 'Add a comment' }).click();
  await question.getByRole('textbox', { name: 'Comment' }).fill('Less.');
  await question.getByRole('button', { name: 'Approve with these' }).click();
  await visible(said(page, /Told: .*A person changed the arguments.*"sum":4.*Less\./));
  await visible(question.getByText('With other arguments than the agent had asked for.'));
  await picture(page, 'approval-done');
});

test('an answer that waits for an approval is stopped', limit, async () => {
  const page = await openChat('approver');
  await ask(page, 'Never mind.');
  await visible(page.getByRole('region', { name: 'Send this e-mail?' }));
  await page.getByRole('button', { name: 'Stop' }).click();
  await visible(said(page, 'Stopped'));
});

test('two tabs show the same conversation', limit, async () => {
  const first = await openChat('talker');
  await ask(first, 'One');
  await expectOnce(first, 'You said: One');
  await first.waitForURL(/\/chat\/conv_/);
  const second = await first.context().newPage();
  await second.goto(first.url());
  await expectOnce(second, 'You said: One');
  const rest = holdBack('Both of', ' you.');
  await ask(first, 'Two');
  await visible(said(second, 'Both of'));
  rest.open();
  for (const page of [first, second]) await expectOnce(page, 'Both of you.');
  model.reply = (turn) => turn.say('From the second.');
  await ask(second, 'Three');
  for (const page of [first, second]) await expectOnce(page, 'From the second.');
});

test('conversations are found, renamed, deleted and brought back', limit, async () => {
  const page = await openChat('talker');
  await ask(page, 'Zebra crossing');
  await expectOnce(page, 'You said: Zebra crossing');
  const row = (name) => list(page).getByRole('link', { name: new RegExp(name) });
  await visible(row('Zebra crossing'));
  await page.getByRole('searchbox', { name: 'Search conversations' }).fill('zebra');
  await eventually(async () => (await list(page).getByRole('link').count()) === 1, 'one is found');
  await page.getByRole('button', { name: 'What to do with “Zebra crossing”' }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByRole('textbox', { name: 'New title' }).fill('Striped zebra');
  await page.keyboard.press('Enter');
  await visible(row('Striped zebra'));
  await visible(page.getByRole('heading', { name: 'Striped zebra', level: 1 }));
  const address = page.url();
  await page.getByRole('button', { name: 'What to do with “Striped zebra”' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await hidden(row('Striped zebra'));
  await page.waitForURL(/\/chat$/);
  await page.getByRole('listitem').filter({ hasText: 'Conversation deleted' })
    .getByRole('button', { name: 'Undo' }).click();
  await visible(row('Striped zebra'));
  await page.waitForURL(address);
  await expectOnce(page, 'You said: Zebra crossing');
});

test('somebody else finds nothing at the address of a conversation', limit, async () => {
  const page = await openChat('talker');
  await ask(page, 'A secret');
  await page.waitForURL(/\/chat\/conv_/);
  const person = await stage.newPerson();
  const other = await stage.newPage({ expected: [/404/] });
  await stage.signIn(other, { ...person, path: new URL(page.url()).pathname });
  await visible(other.getByRole('heading', { name: 'This page does not exist' }));
});

test('on a phone the list is a sheet, and nothing is wider than the screen', limit, async () => {
  const page = await openChat('order-desk', { viewport: phone, colorScheme: 'dark' });
  await ask(page, 'What is the status of order 1042 and when was it shipped?');
  await expectOnce(page, /shipped on 2026-10-03/);
  await page.getByRole('button', { name: /lookup_order/ }).click();
  await expectNoAxeViolations(page);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true);
  await page.getByRole('button', { name: 'Show the conversations' }).click();
  await visible(page.getByRole('dialog').getByRole('button', { name: /New chat/ }));
  await expectNoAxeViolations(page);
  await page.getByRole('dialog').getByRole('button', { name: /New chat/ }).click();
  await visible(page.getByRole('heading', { name: 'Who do you want to talk to?' }));
});
