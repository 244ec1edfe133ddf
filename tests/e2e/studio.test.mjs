// The Agent Studio in the browser: building an agent by mouse and by keyboard, undoing, copying, two tabs,
// trying it out, and making it live.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  expectNoAxeViolations, eventually, focused, hidden, phone, startStage, visible,
} from './support/stage.mjs';
import { openStudio, StudioPage } from './support/studio.mjs';

const limit = { timeout: 90_000 };
let stage;
before(async () => { stage = await startStage(); });
after(() => stage?.stop());

const node = (id, kind, x, y, config = {}) => ({ id, kind, position: { x, y }, config });
const flow = (...pairs) => pairs.map(([source, target], index) => ({ id: `e${index}`, source, target }));
const greeter = {
  nodes: [
    node('chat', 'chat_trigger', 0, 0),
    node('text', 'set_fields', 300, 0, { fields: [{ name: 'name', value: '{{ trigger.message }}' }] }),
    node('answer', 'respond', 600, 0, { text: 'Hello {{ nodes.text.name }}' }),
  ],
  edges: flow(['chat', 'text'], ['text', 'answer']),
};

async function newAgent(workflow = greeter, name = 'Greeter', engine = stage.engine) {
  return engine.expect(201, 'POST', '/v1/agents', { name, workflow });
}

async function opened(workflow, options = {}) {
  const agent = await newAgent(workflow);
  const page = await stage.newPage(options);
  const studio = await openStudio(stage, page, agent.id);
  return { agent, page, studio };
}

const isSame = (stored, wanted) => stored.nodes.length === wanted.nodes.length &&
  stored.edges.length === wanted.edges.length &&
  wanted.nodes.every(({ id, config }) => stored.nodes.some((each) => each.id === id && !each.title &&
    !each.disabled && JSON.stringify(each.config ?? {}) === JSON.stringify(config)));
const draft = async (agent) => (await stage.engine.expect(200, 'GET', `/v1/agents/${agent.id}`)).workflow;


test('from signing up to the answer of a deployed agent, by mouse', limit, async () => {
  const page = await stage.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${stage.authUrl}/sign-up?return_to=${encodeURIComponent(`${stage.appUrl}/agents`)}`);
  await page.getByLabel('Your name').fill('Grace Hopper');
  await page.getByLabel('E-mail address').fill('grace@example.com');
  await page.getByLabel('Password', { exact: true }).fill('four words make sense');
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.waitForURL(`${stage.appUrl}/agents`);
  await page.getByRole('button', { name: 'New agent' }).first().click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Calculator');
  await page.getByRole('button', { name: 'Create and open' }).click();
  await page.waitForURL(/\/studio$/);
  const studio = new StudioPage(page);
  await visible(page.getByRole('heading', { name: 'What starts this agent?' }));

  // From the palette to the canvas, from handle to handle.
  await studio.openPalette();
  await studio.dragKind('Chat message', 420, 200);
  await hidden(page.getByRole('heading', { name: 'What starts this agent?' }));
  await studio.dragKind('Agent', 760, 200);
  await studio.dragKind('Set fields', 760, 520);
  assert.equal(await studio.nodes.count(), 3);
  await studio.beginDrag(studio.handle('set_fields', 'out'));
  // Nothing leads to a trigger, so it is no target; the agent is one.
  await eventually(() => studio.node('chat_trigger').locator('.studio-card.opacity-40').count(), 'no target');
  assert.equal(await studio.node('agent').locator('.studio-card.opacity-40').count(), 0);
  await page.mouse.up();
  await visible(page.getByRole('dialog'));
  await page.keyboard.press('Escape');
  await hidden(page.getByRole('dialog'));
  await studio.connect('chat_trigger', 'out', 'agent', 'in');
  await studio.connect('set_fields', 'tool', 'agent', 'tools');
  await visible(studio.node('set_fields').getByText('Tool: set_fields'));
  await page.keyboard.press('Shift+N');

  // What is missing is a problem, and a click on it leads to the field.
  await page.getByRole('button', { name: /^Show \d+ problems?/ }).click();
  const problems = page.getByRole('complementary', { name: 'Problems' });
  await problems.getByRole('button', { name: /description/i }).first().click();
  const description = studio.panel.getByRole('textbox', { name: 'Description', exact: true });
  await focused(description);
  await description.fill('Notes a number that somebody wants to remember.');
  await problems.waitFor({ state: 'detached' });
  await studio.panel.getByRole('button', { name: 'Add', exact: true }).click();
  await studio.panel.getByRole('textbox', { name: 'Name' }).last().fill('noted');
  await studio.settings('agent');
  await studio.panel.getByRole('checkbox', { name: /Calculator/ }).check();
  await hidden(page.getByRole('button', { name: /^Show \d+ problems?/ }));
  await studio.saved();
  await expectNoAxeViolations(page);
  await studio.panel.getByRole('button', { name: 'Close' }).click();

  // Trying it out: the nodes light up, and tell what went in and out.
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await studio.test.getByRole('textbox', { name: 'Message to the draft' }).fill('What is 12 * (3 + 4.5)?');
  await page.keyboard.press('Enter');
  await visible(studio.test.getByText('The result is 90.'));
  for (const id of ['chat_trigger', 'agent']) await visible(studio.node(id).getByText(/^Succeeded/));
  await studio.test.getByRole('list', { name: 'Steps' }).getByRole('button', { name: /calculator/ }).click();
  await visible(studio.panel.getByRole('heading', { name: 'Calls' }));
  await expectNoAxeViolations(page);

  // Live, and talked to.
  await page.getByRole('button', { name: 'Deploy', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await visible(dialog.getByText('The draft is valid'));
  await dialog.getByRole('textbox', { name: 'Note' }).fill('The first one.');
  await expectNoAxeViolations(page);
  await dialog.getByRole('button', { name: 'Deploy' }).click();
  await visible(page.getByRole('heading', { name: 'How to use it' }));
  await expectNoAxeViolations(page);
  await page.getByRole('link', { name: 'Open the chat' }).click();
  await page.getByRole('textbox', { name: /^Message to/ }).fill('What is 6 * 7?');
  await page.keyboard.press('Enter');
  await visible(page.getByText('The result is 42.'));
  await visible(page.getByRole('button', { name: /calculator.*Succeeded/s }));
  await page.goto(`${stage.appUrl}/runs`);
  await visible(page.getByRole('link', { name: /Calculator/ }));
  await page.goto(stage.appUrl);
  await visible(page.getByRole('heading', { level: 1 }));
});

test('everything can be undone and redone', limit, async () => {
  const { page, studio, agent } = await opened();
  await studio.node('text').click();
  await visible(studio.panel);
  const title = studio.panel.getByRole('textbox', { name: 'Title' });
  await title.fill('The name');
  await page.keyboard.press('Escape');
  await focused(studio.node('text'));
  await page.keyboard.press('x');
  await visible(studio.node('text').getByText(/Disabled/));
  await page.keyboard.press('Delete');
  await studio.node('text').waitFor({ state: 'detached' });
  await page.keyboard.press('t');
  await focused(studio.canvas.getByRole('textbox'));
  await page.keyboard.type('A note');
  await page.keyboard.press('Escape');
  await hidden(studio.canvas.getByRole('textbox'));
  await studio.saved();
  const undo = page.getByRole('button', { name: /^Undo/ });
  for (let step = 0; step < 10 && !(await undo.getAttribute('aria-disabled') === 'true'); step++) {
    await page.keyboard.press('Control+z');
  }
  await visible(studio.node('text').getByText('Set fields'));
  await eventually(async () => isSame(await draft(agent), greeter), 'the draft is as it was');
  for (let step = 0; step < 10; step++) await page.keyboard.press('Control+Shift+z');
  await studio.node('text').waitFor({ state: 'detached' });
  await visible(studio.canvas.getByText('A note'));
  await eventually(async () => (await draft(agent)).nodes.length === 2, 'the draft has two nodes');
});

test('copies go from agent to agent as JSON', limit, async () => {
  const { page, studio } = await opened(greeter, { permissions: ['clipboard-read', 'clipboard-write'] });
  await studio.node('chat').click();
  await visible(studio.panel);
  await page.keyboard.press('Escape');
  await focused(studio.node('chat'));
  await page.keyboard.press('Control+a');
  await visible(studio.node('answer').and(page.locator('.selected')));
  await page.keyboard.press('Control+c');
  await eventually(async () => JSON.parse(
    await page.evaluate(() => navigator.clipboard.readText())).nodes.length === 3, 'three are copied');
  await page.keyboard.press('Control+v');
  // A chat trigger can be there only once; the others come under new ids, and read each other.
  await visible(studio.node('text_2'));
  assert.equal(await studio.nodes.count(), 5);
  const other = await newAgent({ nodes: [], edges: [] }, 'Empty');
  const second = await page.context().newPage();
  await second.goto(`${stage.appUrl}/agents/${other.id}/studio`);
  const there = new StudioPage(second);
  await visible(second.getByRole('heading', { name: 'What starts this agent?' }));
  await second.keyboard.press('Control+v');
  await visible(there.node('answer'));
  await there.saved();
  await eventually(async () => {
    const { nodes, edges } = await draft(other);
    return nodes.length === 3 && edges.length === 2;
  }, 'the pasted draft is stored');
});

test('two tabs: what overlaps is asked about, the rest is merged, nothing is lost', limit, async () => {
  const { page, studio, agent } = await opened();
  // Somebody else has written what this tab does not know.
  const { revision, workflow } = await stage.engine.expect(200, 'GET', `/v1/agents/${agent.id}`);
  workflow.nodes[0].title = 'Theirs';
  await stage.engine.expect(200, 'PATCH', `/v1/agents/${agent.id}`, { revision, workflow });
  await studio.settings('text');
  await studio.panel.getByRole('textbox', { name: 'Title' }).fill('Mine');
  const dialog = page.getByRole('dialog', { name: 'This agent was changed elsewhere' });
  await visible(dialog);
  await expectNoAxeViolations(page);
  await dialog.getByRole('button', { name: 'Keep both' }).click();
  await studio.saved();
  const titles = async () => (await draft(agent)).nodes.map(({ title }) => title ?? '');
  await eventually(async () => (await titles()).join() === 'Theirs,Mine,', 'both are stored');
  await visible(studio.node('chat').getByText('Theirs'));

  // A second tab takes over what the first one saves.
  const second = await page.context().newPage();
  await second.goto(page.url());
  const there = new StudioPage(second);
  await visible(there.node('text').getByText('Mine'));
  await studio.panel.getByRole('textbox', { name: 'Title' }).fill('Mine again');
  await visible(there.node('text').getByText('Mine again'));
});

test('from the palette to the deployed agent by keyboard alone', limit, async () => {
  const { page, studio, agent } = await opened({ nodes: [], edges: [] });
  const add = async (name) => {
    await page.keyboard.press('n');
    await visible(page.getByRole('dialog'));
    await page.keyboard.type(name);
    await page.keyboard.press('Enter');
    await hidden(page.getByRole('dialog'));
  };
  await add('Chat message');
  await focused(studio.node('chat_trigger'));
  await add('Respond');
  await focused(studio.node('respond'));
  await visible(studio.edges.first());
  // Configure the chosen one.
  await page.keyboard.press('Enter');
  await focused(studio.panel.getByRole('textbox', { name: 'Text' }));
  await page.keyboard.type('You said: {{ tri');
  await visible(page.getByRole('listbox'));
  await page.keyboard.press('Enter');
  await page.keyboard.type('.mess');
  await visible(page.getByRole('option', { name: /message/ }));
  await page.keyboard.press('Enter');
  assert.equal(await studio.panel.getByRole('textbox', { name: 'Text' }).inputValue(),
    'You said: {{ trigger.message }}');
  await page.keyboard.press('Escape');
  await focused(studio.node('respond'));
  await page.keyboard.press('Escape');
  // Another one, connected by name.
  await add('Set fields');
  await focused(studio.node('set_fields'));
  await page.keyboard.press('e');
  await visible(page.getByRole('dialog'));
  await page.keyboard.type('Respond');
  await page.keyboard.press('Enter');
  await studio.edges.nth(1).waitFor({ state: 'attached' });
  await hidden(page.getByRole('dialog'));
  await page.keyboard.press('?');
  await visible(page.getByRole('heading', { name: 'Keys' }));
  await expectNoAxeViolations(page);
  await page.keyboard.press('Escape');
  await hidden(page.getByRole('dialog'));
  await page.keyboard.press('/');
  await visible(page.getByRole('dialog'));
  await page.keyboard.type('set_fields');
  await page.keyboard.press('Enter');
  await hidden(page.getByRole('dialog'));
  await visible(studio.panel);
  await focused(studio.node('set_fields'));
  await page.keyboard.press('Escape');
  await focused(studio.node('set_fields'));
  await page.keyboard.press('Delete');
  await studio.node('set_fields').waitFor({ state: 'detached' });
  await studio.saved();
  // Run.
  await page.keyboard.press('Control+Enter');
  await visible(studio.test);
  await studio.test.getByRole('textbox', { name: 'Message to the draft' }).focus();
  await page.keyboard.type('Hi');
  await page.keyboard.press('Enter');
  await visible(studio.test.getByText('You said: Hi'));
  // Deploy.
  await page.getByRole('button', { name: 'Deploy', exact: true }).focus();
  await page.keyboard.press('Enter');
  await visible(page.getByRole('dialog').getByText('The draft is valid'));
  await page.getByRole('dialog').getByRole('button', { name: 'Deploy' }).focus();
  await page.keyboard.press('Enter');
  await visible(page.getByRole('heading', { name: 'How to use it' }));
  assert.equal((await stage.engine.expect(200, 'GET', `/v1/agents/${agent.id}`)).status, 'deployed');
});

test('versions are listed, compared, restored and rolled back to', limit, async () => {
  const { page, studio, agent } = await opened();
  await stage.engine.expect(200, 'POST', `/v1/agents/${agent.id}/deploy`, { note: 'The first.' });
  await page.reload();
  await studio.settings('answer');
  await studio.panel.getByRole('textbox', { name: 'Text' }).fill('Good morning');
  await page.keyboard.press('Escape');
  await focused(studio.node('answer'));
  await studio.node('text').click();
  await visible(studio.panel);
  await page.keyboard.press('Escape');
  await hidden(studio.panel);
  await focused(studio.node('text'));
  await page.keyboard.press('Delete');
  await studio.node('text').waitFor({ state: 'detached' });
  await studio.saved();
  await visible(page.getByText('Changed since v1'));
  await page.getByRole('button', { name: 'Deploy', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await visible(dialog.getByText('Good morning'));
  await dialog.getByRole('button', { name: 'Deploy' }).click();
  await visible(page.getByRole('heading', { name: 'How to use it' }));
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Versions' }).click();
  const versions = page.getByRole('complementary', { name: 'Versions' });
  const first = versions.getByRole('listitem').filter({ hasText: 'Version 1' });
  await visible(first.getByText('The first.'));
  await first.getByRole('button', { name: 'Compare with the draft' }).click();
  const comparison = page.getByRole('region', { name: 'Comparison' });
  await visible(comparison.getByText('Removed').first());
  await visible(comparison.getByText('Good morning'));
  await expectNoAxeViolations(page);
  await comparison.getByRole('button', { name: 'Restore into the draft' }).click();
  await visible(studio.node('text'));
  await first.getByRole('button', { name: 'Make live' }).click();
  await visible(first.getByText('Live', { exact: true }));
  await expectNoAxeViolations(page);
  await eventually(async () => isSame(await draft(agent), greeter), 'the draft is the first version');
});

test('a past run is put onto the canvas, and one node is run alone', limit, async () => {
  const { page, studio, agent } = await opened();
  await stage.engine.expect(200, 'POST', `/v1/agents/${agent.id}/deploy`, {});
  const start = { input: { message: 'Ada' }, wait: true };
  await stage.engine.expect(201, 'POST', `/v1/agents/${agent.id}/runs`, start);
  await page.reload();
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await studio.test.getByRole('tab', { name: 'Past runs' }).click();
  await studio.test.getByRole('list', { name: 'Past runs' }).getByRole('button').first().click();
  await visible(studio.node('answer').getByText(/^Succeeded/));
  await visible(page.getByText('A run of v1'));
  await studio.settings('answer');
  await studio.panel.getByRole('tab', { name: 'Run' }).click();
  await visible(studio.panel.getByText('Hello Ada').first());
  await studio.panel.getByRole('button', { name: 'Run this node' }).click();
  await visible(studio.test.getByRole('list', { name: 'Steps' }).getByRole('listitem'));
  await hidden(studio.test.getByRole('list', { name: 'Steps' }).getByText('Set fields'));
  // Once more: the other nodes stand as the whole run left them.
  await studio.panel.getByRole('button', { name: 'Run this node' }).click();
  await visible(studio.panel.getByText('Hello Ada').first());
  await expectNoAxeViolations(page);
});

test('much is dragged as a picture, stands where it was dropped, and goes back', limit, async () => {
  const count = 300;
  const nodes = Array.from({ length: count }, (_, index) => node(`n${index}`, 'set_fields',
    (index % 20) * 300, Math.floor(index / 20) * 120, { fields: [] }));
  const edges = flow(...nodes.slice(1).map(({ id }, index) => [`n${index}`, id]));
  const { agent, page, studio } = await opened({ nodes, edges }, { viewport: { width: 1440, height: 900 } });
  await visible(studio.nodes.first());
  await page.keyboard.press('0');
  await eventually(async () => await studio.nodes.count() === count, 'all of them are drawn');
  await page.keyboard.press('Control+a');
  await visible(studio.node('n0').and(page.locator('.selected')));
  const from = await studio.middleOf(studio.node('n45'));
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 30, from.y + 20, { steps: 4 });
  await page.mouse.move(from.x + 90, from.y + 60, { steps: 8 });
  const picture = page.locator('.studio-ghost');
  await visible(picture);
  await page.mouse.up();
  await hidden(picture);
  const shiftOf = async () => {
    const stored = new Map((await draft(agent)).nodes.map(({ id, position }) => [id, position]));
    return new Set(nodes.map(({ id, position: { x, y } }) =>
      `${stored.get(id).x - x} ${stored.get(id).y - y}`));
  };
  await eventually(async () => !(await shiftOf()).has('0 0'), 'it is stored');
  assert.equal((await shiftOf()).size, 1, 'all went the same way');
  const after = await studio.middleOf(studio.node('n45'));
  assert.ok(Math.abs(after.x - from.x - 90) < 20 && Math.abs(after.y - from.y - 60) < 20,
    `it stands at ${JSON.stringify(after)}, from ${JSON.stringify(from)}`);
  await page.keyboard.press('Control+z');
  await eventually(async () => (await shiftOf()).has('0 0'), 'it is undone');
  assert.equal((await shiftOf()).size, 1);

  // Tidying up goes on beside the page.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+L');
  await eventually(async () => (await shiftOf()).size > 1, 'it is tidied up');
});

test('somebody else finds nothing at the address of an agent', limit, async () => {
  const agent = await newAgent();
  const person = await stage.newPerson();
  for (const path of [`/agents/${agent.id}`, `/agents/${agent.id}/studio`]) {
    const page = await stage.newPage({ expected: [/404/] });
    await stage.signIn(page, { ...person, path });
    await visible(page.getByRole('heading', { name: 'This page does not exist' }));
  }
});

test('on a phone everything is within the screen, in the dark as well', limit, async () => {
  const { page, studio } = await opened(greeter, { viewport: phone, colorScheme: 'dark' });
  const isWide = () =>
    page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  assert.equal(await isWide(), false);
  await expectNoAxeViolations(page);
  await studio.node('text').click();
  await visible(studio.panel);
  assert.equal(await isWide(), false);
  await expectNoAxeViolations(page);
  await studio.panel.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await studio.test.getByRole('textbox', { name: 'Message to the draft' }).fill('Ada');
  await page.keyboard.press('Enter');
  await visible(studio.test.getByText('Hello Ada'));
  await expectNoAxeViolations(page);
});
