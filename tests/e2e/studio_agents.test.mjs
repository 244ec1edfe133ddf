// The agents as a list and each on its page: templates, copies, files, deleting and bringing back.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { root } from '../integration/support/platform.mjs';
import { expectNoAxeViolations, eventually, hidden, phone, startStage, visible } from './support/stage.mjs';
import { StudioPage } from './support/studio.mjs';

const limit = { timeout: 90_000 };
const templates = `${root}web/elevaite/src/features/agents/templates/`;
let stage;
before(async () => { stage = await startStage(); });
after(() => stage?.stop());

const row = (page, name) => page.getByRole('row').filter({ hasText: name });
const choose = async (page, name, item) => {
  await page.getByRole('button', { name: `Actions for “${name}”` }).click();
  await page.getByRole('menuitem', { name: item }).click();
};

async function openList(options = {}, path = '/agents') {
  const page = await stage.newPage(options);
  await stage.signIn(page, { path });
  return page;
}

test('an agent begins with a template and opens in the Studio', limit, async () => {
  const page = await openList();
  await page.getByRole('button', { name: 'New agent' }).click();
  const dialog = page.getByRole('dialog');
  await visible(dialog.getByRole('radio', { name: 'A blank canvas' }));
  await dialog.getByRole('button', { name: 'Create and open' }).click();
  await visible(dialog.getByText('Give the agent a name.'));
  await dialog.getByRole('radio', { name: 'A blank canvas' }).focus();
  await page.keyboard.down('ArrowDown');
  await visible(dialog.getByRole('radio', { name: 'Assistant', checked: true }));
  await page.keyboard.up('ArrowDown');
  await expectNoAxeViolations(page);
  assert.equal(await dialog.getByRole('textbox', { name: 'Name' }).inputValue(), 'Assistant');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('My assistant');
  await dialog.getByRole('button', { name: 'Create and open' }).click();
  await page.waitForURL(/\/studio$/);
  await visible(new StudioPage(page).node('agent'));
  await visible(page.getByRole('heading', { name: 'My assistant' }));
});

test('every template is valid, and runs with what it has', limit, async () => {
  const inputs = {
    'form-to-ticket': { body: { message: 'The shop is down and nobody can pay!' } },
    'list-worker': { topics: ['Tea', 'Milk'] },
    'site-watch': { body: {} },
  };
  // A page that is fetched, and an approval, are waited for; the rest has ended.
  const waits = ['ask-before-mail', 'refund-agent', 'site-watch'];
  const files = readdirSync(templates).filter((name) => name.endsWith('.json'));
  assert.ok(files.length >= 8);
  for (const name of files) {
    const id = name.replace('.json', '');
    const file = JSON.parse(readFileSync(templates + name));
    const agent = await stage.engine.expect(201, 'POST', '/v1/agents/import', file);
    const { problems } = await stage.engine.expect(200, 'POST', `/v1/agents/${agent.id}/validate`, {});
    assert.deepEqual(problems, [], name);
    const chat = file.workflow.nodes.find(({ kind }) => kind === 'chat_trigger');
    const body = {
      version: 'draft', trigger_node: (chat ?? file.workflow.nodes[0]).id, wait: 20,
      input: inputs[id] ?? { message: chat.config.suggestions[0] },
    };
    const answer = await stage.engine.post(`/v1/agents/${agent.id}/runs`, body);
    assert.equal(answer.body.status, waits.includes(id) ? 'waiting' : 'succeeded', `${name}: ${answer.text}`);
  }
});

test('agents are found, copied, exported, imported, deleted and brought back', limit, async () => {
  const page = await openList();
  await stage.engine.expect(200, 'POST', '/v1/chat/completions',
    { model: 'triage', messages: [{ role: 'user', content: 'It is broken' }] });
  await page.reload();
  await visible(row(page, 'Triage').getByText('Succeeded'));
  await visible(row(page, 'Triage').getByText('You'));
  await expectNoAxeViolations(page);
  await page.getByRole('searchbox', { name: 'Search agents' }).fill('triage');
  await hidden(row(page, 'Order desk'));

  await choose(page, 'Triage', 'Duplicate');
  await page.waitForURL(/\/agents\/agt_/);
  await visible(page.getByText('It has not run yet.'));
  const copy = await page.getByRole('heading', { level: 1 }).innerText();
  await expectNoAxeViolations(page);
  await choose(page, copy, 'Name and description');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Slug' }).fill('triage');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await visible(dialog.getByRole('textbox', { name: 'Slug' }).and(page.locator('[aria-invalid=true]')));
  await dialog.getByRole('textbox', { name: 'Slug' }).fill('second-triage');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Second triage');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await visible(page.getByRole('heading', { name: 'Second triage', level: 1 }));

  const [download] = await Promise.all([
    page.waitForEvent('download'), choose(page, 'Second triage', 'Export')]);
  assert.equal(download.suggestedFilename(), 'second-triage.json');
  const file = await download.path();
  assert.equal(JSON.parse(readFileSync(file)).format, 'elevaite.agent/1');

  await choose(page, 'Second triage', 'Delete');
  await page.waitForURL(/\/agents$/);
  await visible(row(page, 'Triage').first());
  await hidden(row(page, 'Second triage'));
  await page.getByRole('listitem').filter({ hasText: 'Second triage is deleted' })
    .getByRole('button', { name: 'Undo' }).click();
  await visible(row(page, 'Second triage'));

  const chooser = page.getByLabel('File of an agent');
  await chooser.setInputFiles({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from('{') });
  await visible(page.getByRole('dialog').getByText(/not valid JSON/));
  await page.keyboard.press('Escape');
  await hidden(page.getByRole('dialog'));
  const workflow = { nodes: [{ id: 'a', kind: 'no_such' }] };
  const broken = { format: 'elevaite.agent/1', name: 'X', workflow };
  await chooser.setInputFiles(
    { name: 'b.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(broken)) });
  await visible(page.getByRole('dialog').getByText(/no_such/));
  await expectNoAxeViolations(page);
  await page.keyboard.press('Escape');
  await hidden(page.getByRole('dialog'));
  await chooser.setInputFiles(file);
  await page.waitForURL(/\/agents\/agt_/);
  await visible(page.getByText('Second triage is imported'));
});

test('the list and the Studio are for everybody: on a phone, and in both themes', limit, async () => {
  const agent = (await stage.engine.all('/v1/agents')).find(({ slug }) => slug === 'order-desk');
  for (const colorScheme of ['light', 'dark']) {
    for (const viewport of [phone, { width: 1280, height: 800 }]) {
      const page = await openList({ viewport, colorScheme });
      await visible(row(page, 'Order desk'));
      for (const path of ['/agents', `/agents/${agent.id}`, `/agents/${agent.id}/studio`]) {
        if (path !== '/agents') await page.goto(stage.appUrl + path);
        const name = path === '/agents' ? 'Agents' : 'Order desk';
        await visible(page.getByRole('heading', { level: 1, name }));
        await eventually(async () => (await page.locator('[aria-busy=true]').count()) === 0, 'it is there');
        await expectNoAxeViolations(page);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), path);
      }
    }
  }
});
