// Knowledge: a collection is made, gets documents, is searched, and goes when it is empty.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { expectNoAxeViolations, hidden, phone, startStage, visible } from './support/stage.mjs';

let stage;
before(async () => { stage = await startStage(); });
after(() => stage?.stop());

const row = (page, name) => page.getByRole('row').filter({ hasText: name });
const leave = '# Leave\n\n## Parental\n\nParents have fourteen months.\n\n## Sick\n\nCall before nine.\n';

async function act(page, name, item) {
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

async function searchFor(page, query) {
  await page.getByRole('searchbox', { name: 'What to search for' }).fill(query);
  await page.getByRole('button', { name: 'Search', exact: true }).click();
}

describe('knowledge', () => {
  test('a text is pasted, read, found and deleted, and its collection after it', async () => {
    const person = await stage.newPerson();
    // Only an empty collection can be deleted.
    const page = await stage.newPage({ expected: [/Failed to load resource.*409/] });
    await stage.signIn(page, { ...person, path: '/knowledge' });
    await visible(page.getByRole('heading', { name: 'No collections yet' }));
    await page.getByRole('button', { name: 'New collection' }).click();
    await page.getByRole('button', { name: 'Create collection' }).click();
    await visible(page.getByText('Enter a name.'));
    await expectNoAxeViolations(page);
    await page.getByLabel('Name', { exact: true }).fill('Handbuch');
    await page.getByRole('button', { name: 'Create collection' }).click();
    await visible(page.getByRole('heading', { level: 1, name: 'Handbuch' }));
    await visible(page.getByRole('heading', { name: 'No documents yet' }));

    await act(page, 'Handbuch', 'Rename');
    await page.getByLabel('Name', { exact: true }).fill('Handbook');
    await page.getByRole('button', { name: 'Save' }).click();
    await visible(page.getByRole('heading', { level: 1, name: 'Handbook' }));

    await page.getByRole('button', { name: 'Paste text' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Leave');
    await page.getByLabel('Text', { exact: true }).fill(leave);
    await expectNoAxeViolations(page);
    await page.getByRole('button', { name: 'Add document' }).click();
    await visible(row(page, 'Leave').getByText('Ready'));

    await searchFor(page, 'fourteen months');
    const found = page.getByRole('list', { name: 'Passages found' });
    await visible(found.getByText('Leave › Leave › Parental'));
    await visible(found.getByText(/^Score 0\.\d{4} · .*no\. 1 by words/));
    await expectNoAxeViolations(page);

    await page.getByRole('button', { name: 'Leave', exact: true }).click();
    const passages = page.getByRole('dialog', { name: 'Leave' });
    await visible(passages.getByText('Leave › Sick'));
    await visible(passages.getByText('Call before nine.'));
    await expectNoAxeViolations(page);
    await page.keyboard.press('Escape');
    await hidden(passages);

    await act(page, 'Handbook', 'Delete');
    await page.getByRole('button', { name: 'Delete collection' }).click();
    const { data: [{ id }] } = await person.engine.expect(200, 'GET', '/v1/collections');
    const refusal = await person.engine.expect(409, 'DELETE', `/v1/collections/${id}`);
    await visible(page.getByText(refusal.detail));
    await hidden(page.getByRole('alertdialog'));
    await act(page, 'Leave', 'Delete');
    await visible(page.getByRole('alertdialog').getByText('This cannot be undone'));
    await page.getByRole('button', { name: 'Delete document' }).click();
    await visible(page.getByRole('heading', { name: 'No documents yet' }));
    await searchFor(page, 'fourteen months');
    await visible(page.getByText('Nothing was found.'));
    await act(page, 'Handbook', 'Delete');
    await page.getByRole('button', { name: 'Delete collection' }).click();
    await visible(page.getByRole('heading', { name: 'No collections yet' }));
    const { data } = await person.engine.expect(200, 'GET', '/v1/collections');
    assert.deepEqual(data, []);
  });

  test('a file becomes a document, and one that cannot be read says why', async () => {
    const person = await stage.newPerson();
    const { id } = await person.engine.expect(201, 'POST', '/v1/collections', { name: 'Manuals' });
    const page = await stage.newPage({ viewport: phone, colorScheme: 'dark' });
    await stage.signIn(page, { ...person, path: '/knowledge' });
    await page.getByRole('link', { name: 'Manuals' }).click();
    await visible(page.getByRole('heading', { name: 'No documents yet' }));
    await page.getByLabel('Choose files to add').setInputFiles([
      { name: 'pump.md', mimeType: 'text/markdown', buffer: Buffer.from('# Pump\n\nTurn it off.') },
      { name: 'broken.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 no more') }]);
    await visible(row(page, 'pump.md').getByText('Ready'));
    await visible(row(page, 'broken.pdf').getByText('Failed'));
    const { data } = await person.engine.expect(200, 'GET', `/v1/collections/${id}/documents`);
    const { error } = data.find(({ name }) => name === 'broken.pdf');
    await visible(row(page, 'broken.pdf').getByText(error.message));
    await expectNoAxeViolations(page);
    const width = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(width <= 0, `${width} px wider than the screen`);
    const files = await person.engine.expect(200, 'GET', '/v1/files');
    assert.deepEqual(files.data, [], 'what is a document is no longer among the files');
  });

  test('who may only read is offered nothing that writes', async () => {
    const page = await stage.newPage();
    await page.route(/\/v1\/me$/, async (route) => {
      const response = await route.fetch();
      const me = await response.json();
      const permissions = me.permissions.filter((name) => name !== 'knowledge:write');
      await route.fulfill({ response, json: { ...me, permissions } });
    });
    await stage.engine.expect(201, 'POST', '/v1/collections', { name: 'To read' });
    await stage.signIn(page, { path: '/knowledge' });
    await visible(row(page, 'To read'));
    assert.equal(await page.getByRole('button', { name: /New collection|Actions for/ }).count(), 0);
    await page.getByRole('link', { name: 'To read' }).click();
    await visible(page.getByText('A builder, an admin or the owner of the tenant can add some.'));
    assert.equal(await page.getByRole('button', { name: /Upload|Paste|Actions for/ }).count(), 0);
  });
});
