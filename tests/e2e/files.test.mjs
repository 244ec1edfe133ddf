// Files: chosen or dropped, seen with their size, downloaded as they were, and gone when deleted.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { expectNoAxeViolations, hidden, phone, startStage, visible } from './support/stage.mjs';

let stage;
before(async () => { stage = await startStage({ settings: { 'files.max_size': '1MiB' } }); });
after(() => stage?.stop());

const row = (page, name) => page.getByRole('row').filter({ hasText: name });
const choose = (page, ...files) => page.getByLabel('Choose files to upload').setInputFiles(files.map(
  ([name, content, mimeType = 'text/plain']) => ({ name, mimeType, buffer: Buffer.from(content) })));

describe('files', () => {
  test('several are uploaded, one is downloaded, one is deleted', async () => {
    const person = await stage.newPerson();
    const page = await stage.newPage();
    await stage.signIn(page, { ...person, path: '/files' });
    await visible(page.getByRole('heading', { name: 'No files yet' }));
    await expectNoAxeViolations(page);
    await choose(page, ['prices.csv', 'a,b\n1,2\n', 'text/csv'], ['Grüße.txt', 'hello']);
    await visible(row(page, 'prices.csv'));
    await visible(row(page, 'Grüße.txt'));
    await visible(page.getByText('13 B of 50 GiB used'));
    await expectNoAxeViolations(page);
    const { data } = await person.engine.expect(200, 'GET', '/v1/files');
    assert.deepEqual(data.map(({ name, content_type: type }) => `${name} ${type}`).sort(),
      ['Grüße.txt text/plain', 'prices.csv text/csv']);

    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'prices.csv', exact: true }).click();
    const saved = await download;
    assert.equal(saved.suggestedFilename(), 'prices.csv');
    assert.equal(readFileSync(await saved.path(), 'utf8'), 'a,b\n1,2\n');

    await page.getByRole('button', { name: 'Actions for prices.csv' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await visible(page.getByRole('alertdialog').getByText('This cannot be undone'));
    await page.getByRole('button', { name: 'Delete file' }).click();
    await hidden(row(page, 'prices.csv'));
    await visible(row(page, 'Grüße.txt'));
    await page.reload();
    await visible(row(page, 'Grüße.txt'));
    assert.equal(await row(page, 'prices.csv').count(), 0);
  });

  test('one that is too large says so at once, and can be dismissed', async () => {
    const person = await stage.newPerson();
    const page = await stage.newPage({ viewport: phone, colorScheme: 'dark' });
    await stage.signIn(page, { ...person, path: '/files' });
    await visible(page.getByRole('heading', { name: 'No files yet' }));
    await visible(page.getByText('0 B of 50 GiB used'));
    await choose(page, ['large.bin', 'x'.repeat((1 << 20) + 1)]);
    await visible(page.getByText('A file has at most 1 MiB.'));
    await expectNoAxeViolations(page);
    await page.getByRole('button', { name: 'Dismiss large.bin' }).click();
    await hidden(page.getByText('A file has at most 1 MiB.'));
  });
});
