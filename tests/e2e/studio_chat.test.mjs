// Trying a draft out in the Studio by talking to it: the chat that people will have with the agent, beside
// the canvas that shows what happens.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { ModelPeer } from '../integration/support/model_peer.mjs';
import { expectNoAxeViolations, hidden, phone, startStage, visible } from './support/stage.mjs';
import { openStudio } from './support/studio.mjs';

const limit = { timeout: 60_000 };
let stage, model, count = 0;

const payer = {
  nodes: [{ id: 'chat', kind: 'chat_trigger', position: { x: 0, y: 0 } },
    { id: 'agent', kind: 'agent', position: { x: 300, y: 0 },
      config: { model: 'openai:stub', memory_messages: 20 } },
    { id: 'pay', kind: 'set_fields', position: { x: 300, y: 200 }, config: { mode: 'replace',
      fields: [{ name: 'paid', value: '{{ args.sum }}' }] },
    tool: { name: 'pay', description: 'Pays a sum.', needs_approval: true, parameters: { type: 'object',
      properties: { sum: { type: 'integer', maximum: 99 } }, required: ['sum'] } } }],
  edges: [{ id: 'e1', source: 'chat', target: 'agent' },
    { id: 'e2', source: 'pay', source_handle: 'tool', target: 'agent', target_handle: 'tools' }],
};

before(async () => {
  model = await new ModelPeer().start();
  stage = await startStage({
    settings: { 'openai.base_url': model.url, 'openai.api_key': 'sk-of-the-operator' } });
});
after(async () => {
  await stage?.stop();
  await model?.stop();
});
beforeEach(() => {
  model.turns = [];
  model.reply = (turn) => turn.say(`You said: ${turn.users.at(-1)}`);
});

const pictures = process.env.PICTURES;
const picture = (page, name) => pictures && page.screenshot({ path: `${pictures}/${name}.png` });

async function opened(options) {
  const agent = await stage.engine.expect(201, 'POST', '/v1/agents',
    { name: `Payer ${++count}`, workflow: payer });
  const page = await stage.newPage(options);
  const studio = await openStudio(stage, page, agent.id);
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  const field = studio.test.getByRole('textbox', { name: 'Message to the draft' });
  const ask = async (words) => {
    // An answer that can be read whole may still be on its way to its end.
    await visible(studio.test.getByRole('button', { name: 'Send' }));
    await field.fill(words);
    await page.keyboard.press('Enter');
  };
  return { agent, page, studio, ask };
}

for (const colorScheme of ['light', 'dark']) {
  test(`a call of the draft is approved with other arguments, ${colorScheme}`, limit, async () => {
    model.reply = (turn) => (turn.last.role === 'tool'
      ? turn.say('It is **paid**.') : turn.call('pay', { sum: 50 }));
    const { page, studio, ask } = await opened({ colorScheme, viewport: { width: 1440, height: 900 } });
    await ask('Pay the bill.');
    const question = studio.test.getByRole('region', { name: 'May it call pay?' });
    await visible(studio.node('agent').getByText(/^Waiting/));
    await question.getByRole('button', { name: 'Edit the arguments' }).click();
    await question.getByRole('textbox', { name: 'Arguments to call it with' }).fill('{"sum": 4}');
    await expectNoAxeViolations(page);
    await picture(page, `studio-asks-${colorScheme}`);
    await question.getByRole('button', { name: 'Approve with these' }).click();
    await visible(studio.test.getByRole('article').getByText('It is paid.'));
    await visible(studio.test.getByRole('button', { name: /^pay.*Succeeded/s }));
    for (const id of ['chat', 'agent']) await visible(studio.node(id).getByText(/^Succeeded/));
    await expectNoAxeViolations(page);
    await picture(page, `studio-chat-${colorScheme}`);
  });
}

test('the draft remembers its conversation until another one is begun', limit, async () => {
  const { agent, page, studio, ask } = await opened({ viewport: { width: 1440, height: 900 } });
  await ask('My name is Ada.');
  await visible(studio.test.getByRole('article').getByText('You said: My name is Ada.'));
  await ask('Who am I?');
  await visible(studio.test.getByRole('article').getByText('You said: Who am I?'));
  assert.deepEqual(model.turns.at(-1).users, ['My name is Ada.', 'Who am I?']);
  // Another tab and back: it is still there.
  await studio.test.getByRole('tab', { name: 'Past runs' }).click();
  await studio.test.getByRole('tab', { name: 'Chat' }).click();
  await visible(studio.test.getByRole('article').getByText('You said: Who am I?'));
  // An earlier answer is put onto the canvas again.
  const shown = new URL(page.url()).searchParams.get('run');
  const first = studio.test.getByRole('article', { name: /^Payer/ }).first();
  await first.hover();
  await first.getByRole('button', { name: 'Show on the canvas' }).click();
  await page.waitForURL((url) => url.searchParams.get('run') !== shown);
  await studio.test.getByRole('button', { name: 'Begin a new conversation' }).click();
  await hidden(studio.test.getByRole('article').first());
  await ask('And now?');
  await visible(studio.test.getByRole('article').getByText('You said: And now?'));
  assert.deepEqual(model.turns.at(-1).users, ['And now?']);
  assert.equal((await stage.engine.all(`/v1/conversations?agent_id=${agent.id}`)).length, 0,
    'what was tried out is nobody\'s conversation');
});

test('the draft is talked to on a phone, with a file', limit, async () => {
  const { page, studio, ask } = await opened({ viewport: phone });
  await studio.test.locator('input[type=file]').setInputFiles(
    { name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('the words') });
  await visible(studio.test.getByRole('button', { name: 'Remove a.txt' }));
  await ask('Read it.');
  await visible(studio.test.getByRole('article').getByText(/^You said: Read it\./));
  assert.match(model.turns[0].last.content, /the words/);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth), false);
  await expectNoAxeViolations(page);
  await picture(page, 'studio-chat-phone');
});
