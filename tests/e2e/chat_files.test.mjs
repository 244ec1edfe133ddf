// Files in a conversation: attached by hand, shown and downloaded; those that an answer makes; sources; and
// answers that a worker makes while one does something else.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { gate, ModelPeer } from '../integration/support/model_peer.mjs';
import { CountingPeer } from '../integration/support/peer.mjs';
import {
  expectNoAxeViolations, eventually, focused, hidden, phone, startStage, visible,
} from './support/stage.mjs';

const limit = { timeout: 60_000 };
let stage, model, peer;

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9' +
  'awAAAABJRU5ErkJggg==', 'base64');
const csv = { name: 'orders.csv', mimeType: 'text/csv', buffer: Buffer.from('id,total\n1,9\n2,12\n') };
const dot = { name: 'dot.png', mimeType: 'image/png', buffer: png };
const talker = {
  nodes: [{ id: 'chat', kind: 'chat_trigger' },
    { id: 'agent', kind: 'agent', config: { model: 'openai:stub', memory_messages: 20 } },
    { id: 'search', kind: 'set_fields', config: { mode: 'replace', fields: [{ name: 'sources', value: [
      { url: 'https://docs.test/returns', title: 'How to return an order' },
      { url: 'https://docs.test/refunds', title: 'When refunds arrive' },
      { document_id: 'doc_1', title: 'Rules.pdf', place: 'page 3', passage: 'Within thirty days.' }] }] },
    tool: { name: 'search', description: 'Searches.', parameters: { type: 'object' } } }],
  edges: [{ id: 'e1', source: 'chat', target: 'agent' },
    { id: 'e2', source: 'search', source_handle: 'tool', target: 'agent', target_handle: 'tools' }],
};
const slow = () => ({
  nodes: [{ id: 'chat', kind: 'chat_trigger', config: { background: true } },
    { id: 'work', kind: 'http_request', title: 'The hard part', config: { method: 'POST',
      url: `${peer.url}/held/{{ trigger.message }}/work`, body: { a: 1 } } },
    { id: 'table', kind: 'export_table', title: 'Write it down',
      config: { rows: [{ region: 'Nordics', orders: 12 }], title: 'Orders by region' } },
    { id: 'answer', kind: 'respond', config: { text: 'Your table is ready.' } }],
  edges: [{ id: 'e1', source: 'chat', target: 'work' }, { id: 'e2', source: 'work', target: 'table' },
    { id: 'e3', source: 'table', target: 'answer' }],
});

before(async () => {
  [model, peer] = [await new ModelPeer().start(), await new CountingPeer().start()];
  stage = await startStage({ settings: { 'openai.base_url': model.url, 'openai.api_key': 'sk-of-the-operator',
    'egress.allow': `127.0.0.1:${peer.port}`, 'files.max_size': '1MiB' } });
  await stage.engine.deploy('talker', talker);
  await stage.engine.deploy('slow', slow());
});
after(async () => {
  await stage?.stop();
  await model?.stop();
  await peer?.stop();
});
beforeEach(() => {
  model.turns = [];
  model.reply = (turn) => turn.say('I have read it.');
});

const pictures = process.env.PICTURES;
const picture = (page, name) => pictures && page.screenshot({ path: `${pictures}/${name}.png` });
const field = (page) => page.getByRole('textbox', { name: /^Message to/ });
const tray = (page) => page.locator('form').getByRole('list', { name: 'Attached files' });
const question = (page) => page.getByRole('article', { name: 'You' }).last();
const isWide = (page) => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);

async function openChat(agent, options = {}) {
  const page = await stage.newPage(options);
  await stage.signIn(page, { path: `/chat?agent=${agent}` });
  await visible(field(page));
  return page;
}

async function choose(page, ...files) {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Attach files' }).click()]);
  await chooser.setFiles(files);
  for (const { name } of files) await visible(tray(page).getByText(name));
}

// What a hand that drops files, or a clipboard that holds some, gives to the page.
function give(page, type, selector, { name, mimeType, buffer }) {
  return page.evaluate(([kind, where, file]) => {
    const data = new DataTransfer();
    data.items.add(new File([Uint8Array.from(atob(file.base64), (c) => c.charCodeAt(0))], file.name,
      { type: file.mimeType }));
    const target = document.querySelector(where);
    const event = kind === 'paste'
      ? new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
      : new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true });
    target.dispatchEvent(event);
  }, [type, selector, { name, mimeType, base64: buffer.toString('base64') }]);
}

test('files are chosen, sent, shown after a reload, downloaded and deleted', limit, async () => {
  const page = await openChat('talker');
  await choose(page, csv, dot);
  await visible(tray(page).locator('img'));
  await expectNoAxeViolations(page);
  await picture(page, 'tray-light');
  await field(page).fill('Sum it up.');
  await page.keyboard.press('Enter');
  await visible(page.getByText('I have read it.'));
  assert.equal(await tray(page).count(), 0, 'the tray is empty again');
  const [{ text }, { type }] = model.turns[0].body.messages.at(-1).content;
  assert.match(text, /^Sum it up\.[^]*id,total\n1,9/);
  assert.equal(type, 'image_url');
  await page.reload();
  await visible(question(page).getByText('orders.csv'));
  await visible(question(page).locator('img'));
  await expectNoAxeViolations(page);
  await picture(page, 'sent-light');
  const [download] = await Promise.all([page.waitForEvent('download'),
    question(page).getByRole('button', { name: 'Download orders.csv' }).click()]);
  assert.equal(download.suggestedFilename(), 'orders.csv');
  const stored = (await stage.engine.all('/v1/files')).find(({ name }) => name === 'orders.csv');
  await stage.engine.expect(204, 'DELETE', `/v1/files/${stored.id}`);
  await page.reload();
  await visible(question(page).getByText('Deleted'));
  assert.equal(await question(page).getByRole('button', { name: 'Download orders.csv' }).count(), 0);
});

test('files are dropped, pasted, and taken away again by keyboard', limit, async () => {
  const page = await openChat('talker', { colorScheme: 'dark' });
  await give(page, 'dragenter', 'textarea', csv);
  await visible(page.getByText('Drop the files to attach them'));
  await expectNoAxeViolations(page);
  await picture(page, 'drop-dark');
  await give(page, 'drop', 'textarea', csv);
  await hidden(page.getByText('Drop the files to attach them'));
  await visible(tray(page).getByText('orders.csv'));
  await give(page, 'paste', 'textarea', dot);
  await visible(tray(page).getByText('dot.png'));
  await expectNoAxeViolations(page);
  await picture(page, 'tray-dark');
  // What is attached survives a reload, as what is typed does.
  await page.reload();
  await visible(tray(page).getByText('dot.png'));
  await tray(page).getByRole('button', { name: 'Remove orders.csv' }).focus();
  await page.keyboard.press('Enter');
  await hidden(tray(page).getByText('orders.csv'));
  await page.getByRole('button', { name: 'Send' }).click();
  await visible(question(page).getByText('dot.png'));
  await visible(page.getByText('I have read it.'));
});

test('what is too large or breaks says so, and what is on its way holds the message', limit, async () => {
  const page = await openChat('talker', { expected: [/Failed to load resource/, /net::ERR/] });
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Attach files' }).click()]);
  await chooser.setFiles({ name: 'huge.bin', mimeType: 'application/octet-stream',
    buffer: Buffer.alloc(2 << 20) });
  await visible(tray(page).getByRole('alert').getByText(/at most 1/));
  await expectNoAxeViolations(page);
  await picture(page, 'too-large');
  await tray(page).getByRole('button', { name: 'Remove huge.bin' }).click();
  const held = gate();
  await page.route('**/v1/files?*', async (route) => {
    await held;
    await route.fallback();
  });
  await field(page).fill('Here it comes.');
  await page.locator('input[type=file]').setInputFiles(csv);
  await visible(tray(page).getByRole('progressbar', { name: 'Upload of orders.csv' }));
  await field(page).press('Enter');
  await visible(page.getByText('It is sent as soon as the files are uploaded.'));
  held.open();
  await visible(question(page).getByText('orders.csv'));
  await visible(page.getByText('I have read it.'));
});

test('a shared conversation shows its files, on a phone too', limit, async () => {
  const page = await openChat('talker', { viewport: phone });
  await choose(page, csv, dot);
  assert.equal(await isWide(page), false);
  await picture(page, 'tray-phone');
  await page.getByRole('button', { name: 'Send' }).click();
  await visible(page.getByText('I have read it.'));
  await page.waitForURL(/conv_/);
  assert.equal(await isWide(page), false);
  await picture(page, 'sent-phone');
  await page.getByRole('button', { name: 'Share conversation' }).click();
  await page.getByRole('button', { name: 'Create a link' }).click();
  const link = await visible(page.getByRole('textbox', { name: 'Link' }));
  await page.goto(stage.appUrl + new URL(await link.inputValue()).pathname);
  await visible(page.getByRole('button', { name: 'Download orders.csv' }));
  await expectNoAxeViolations(page);
});

test('sources are numbered at the end of the answer', limit, async () => {
  model.reply = (turn) => (turn.last.role === 'tool'
    ? turn.say('Send it back [1]; the money follows [2].') : turn.call('search', {}));
  const page = await openChat('talker');
  await field(page).fill('How do I return an order?');
  await page.keyboard.press('Enter');
  const sources = page.getByRole('region', { name: 'Sources' });
  await visible(sources);
  const first = sources.getByRole('link').first();
  assert.match(await first.innerText(), /1\s*How to return an order\s*docs\.test/);
  assert.equal(await first.getAttribute('rel'), 'noopener noreferrer nofollow');
  await expectNoAxeViolations(page);
  await picture(page, 'sources');
  // What has no address shows the passage, and gives the focus back.
  await page.reload();
  const passage = sources.getByRole('button', { name: /Rules\.pdf\s*page 3/ });
  await passage.press('Enter');
  await visible(page.getByRole('dialog', { name: 'Passage of Rules.pdf' }).getByText('Within thirty days.'));
  await expectNoAxeViolations(page);
  await picture(page, 'passage');
  await page.keyboard.press('Escape');
  await focused(passage);
});

test('a long task is worked on meanwhile, and becomes a download', limit, async () => {
  const page = await openChat('slow', { viewport: phone, colorScheme: 'dark' });
  await field(page).fill('region');
  await page.keyboard.press('Enter');
  await peer.arrived('region', 'work');
  const card = page.getByRole('region', { name: 'Working on it' });
  await visible(card.getByText('Now: The hard part'));
  await visible(card.getByRole('progressbar'));
  await expectNoAxeViolations(page);
  await picture(page, 'working-phone-dark');
  assert.equal(await isWide(page), false);
  await page.reload();
  await visible(card.getByText('Now: The hard part'));
  // The conversation goes on beside it.
  await field(page).fill('beside');
  await page.getByRole('button', { name: 'Send' }).click();
  await visible(card.nth(1));
  peer.release('beside', 'work');
  await visible(page.getByText('Your table is ready.'));
  await hidden(card.nth(1));
  await visible(card.getByText('Now: The hard part'));
  peer.release('region', 'work');
  await visible(page.getByText('Your table is ready.').nth(1));
  await hidden(card);
  await visible(page.getByRole('button', { name: 'Download Orders by region.csv' }));
  await expectNoAxeViolations(page);
  await picture(page, 'ready-phone-dark');
  const [download] = await Promise.all([page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download Orders by region.csv' }).first().click()]);
  assert.equal(download.suggestedFilename(), 'Orders by region.csv');
  await page.reload();
  await visible(page.getByRole('button', { name: 'Download Orders by region.csv' }));
});

test('a long task is stopped', limit, async () => {
  const page = await openChat('slow');
  await field(page).fill('stopped');
  await page.keyboard.press('Enter');
  await peer.arrived('stopped', 'work');
  const card = page.getByRole('region', { name: 'Working on it' });
  await visible(card);
  await picture(page, 'working-light');
  await card.getByRole('button', { name: 'Stop' }).click();
  await hidden(card);
  await visible(page.getByText('Stopped', { exact: true }));
  peer.release('stopped', 'work');
});

test('a report is a card, not what is known of it', limit, async () => {
  const page = await openChat('analyst');
  await field(page).fill('Generate my Q3 report as PDF');
  await page.keyboard.press('Enter');
  await visible(page.getByRole('button', { name: /^Download Q3 2026 sales\.pdf/ }));
  await eventually(async () => (await page.getByText('PDF ·').count()) > 0, 'its kind is told');
  await expectNoAxeViolations(page);
  await picture(page, 'report');
});
