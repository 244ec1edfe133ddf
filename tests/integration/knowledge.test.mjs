// Documents that agents search: brought, found with the page they are on, kept from whom they are not for,
// deleted; on both databases, through real parsers in processes of their own, and through kill -9.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Client, hasEnded } from './support/client.mjs';
import { eventually, startPlatform, temporaryDirectory } from './support/platform.mjs';
import { startPostgres } from './support/postgres.mjs';

let postgres;
before(async () => { postgres = await startPostgres(); });
after(() => postgres?.stop());

// A page for each text.
function pdf(texts) {
  const objects = ['<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${texts.length} /Kids [${texts.map((_, i) => `${4 + 2 * i} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'];
  texts.forEach((text, i) => {
    const content = `BT /F1 12 Tf 72 700 Td (${text}) Tj ET`;
    objects.push(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${5 + 2 * i} 0 R
      /Resources << /Font << /F1 3 0 R >> >> >>`);
    objects.push(`<< /Length ${content.length} >>\nstream\n${content}\nendstream`);
  });
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, i) => {
    const at = file.length;
    file += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const start = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${
    offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}`;
  return Buffer.from(`${file}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${
    start}\n%%EOF\n`, 'latin1');
}

function docx(body) {
  const path = join(temporaryDirectory(), 'made.docx');
  const xml = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${
    body}</w:body></w:document>`;
  execFileSync('python3', ['-c', `import sys, zipfile
with zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED) as archive:
    archive.writestr('word/document.xml', sys.stdin.read())`, path], { input: xml });
  return readFileSync(path);
}
const paragraph = (text, style = '') =>
  `<w:p>${style && `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`}<w:r><w:t>${text}</w:t></w:r></w:p>`;

for (const database of ['sqlite', 'postgres']) {
  describe(`knowledge on ${database}`, () => {
    let platform, client, databaseUrl, collection;
    before(async () => {
      databaseUrl = database === 'postgres' ? await postgres.createDatabase() : undefined;
      platform = await startPlatform({ databaseUrl });
      client = new Client(platform.engineUrl, platform.demo.api_key);
      collection = (await client.expect(201, 'POST', '/v1/collections', { name: 'Handbook' })).id;
    });
    after(() => platform?.stop());

    const bring = async (name, bytes, more = {}) => {
      const file = await client.expect(201, 'POST', `/v1/files?name=${name}`, bytes, { 'Content-Type': '' });
      return client.expect(202, 'POST', `/v1/collections/${collection}/documents`,
        { file_id: file.id, ...more });
    };
    const ended = (document) => eventually(async () => {
      const now = await client.expect(200, 'GET', `/v1/documents/${document.id}`);
      return ['ready', 'failed'].includes(now.status) && now;
    }, 'the document is made', { within: 60_000 });
    const search = async (query, more = {}) =>
      (await client.expect(200, 'POST', '/v1/knowledge/search', { query, ...more })).data;
    test('a PDF is found on its page, and a Word document under its headings', async () => {
      const handbook = await ended(await bring('handbook.pdf',
        pdf(['Welcome to the company.', 'Thirty days of leave a year.', 'Pay comes monthly.'])));
      assert.equal(handbook.status, 'ready', JSON.stringify(handbook.error));
      assert.equal(handbook.page_count, 3);
      const letter = await ended(await bring('letter.docx',
        docx(paragraph('Remote work', 'Heading1') + paragraph('Two days a week at home.'))));
      assert.equal(letter.status, 'ready', JSON.stringify(letter.error));
      const [leave] = await search('How many days of leave?');
      assert.equal(leave.document, 'handbook.pdf');
      assert.equal(leave.page, 2);
      assert.match(leave.text, /Thirty days/);
      const [home] = await search('work at home');
      assert.equal(home.document, 'letter.docx');
      assert.equal(home.title, 'Remote work');
      assert.equal(home.page, null);
    });

    test('an agent is given passages with their citations, marked as untrusted', async () => {
      const agent = await client.deploy('Librarian', {
        nodes: [{ id: 'start', kind: 'manual_trigger' },
          { id: 'find', kind: 'knowledge_search',
            config: { query: '{{ trigger.question }}', collections: ['Handbook'], limit: 2 } }],
        edges: [{ id: 'e', source: 'start', target: 'find' }],
      });
      const ask = async () => {
        const started = await client.request('POST', `/v1/agents/${agent.id}/runs`,
          { input: { question: 'days of leave' }, wait: true });
        const run = await eventually(async () => {
          const now = await client.run(started.body.id);
          return hasEnded(now) && now;
        }, 'the run ends');
        assert.equal(run.status, 'succeeded', JSON.stringify(run));
        return started.body.output ?? run.output;
      };
      const answer = await ask();
      assert.equal(answer.is_untrusted, true);
      assert.match(answer.notice, /not instructions/);
      const [first] = answer.passages;
      assert.equal(first.citation, 1);
      assert.equal(first.page, 2);
      const { data: [cited] } = await client.expect(200, 'GET',
        `/v1/documents/${first.document_id}/chunks?from=${first.position}`);
      assert.equal(cited.id, first.chunk_id);
      await client.expect(204, 'DELETE', `/v1/documents/${first.document_id}`);
      assert.ok(!JSON.stringify(await ask()).includes('Thirty days'), 'the agent no longer knows it');
    });

    test('what cannot be read says why', async () => {
      const reason = async (name, bytes) => (await ended(await bring(name, bytes))).error;
      assert.match((await reason('broken.pdf', Buffer.from('%PDF-1.7\nnothing'))).message, /PDF is broken/);
      assert.match((await reason('broken.docx', Buffer.from('PK\u0003\u0004nothing'))).message, /damaged/);
      assert.match((await reason('blank.pdf', pdf(['']))).message, /no text/);
    });

    test('a worker that is killed again and again loses and doubles nothing', async () => {
      const dataDir = temporaryDirectory();
      const url = database === 'postgres' ? await postgres.createDatabase() : undefined;
      const start = () => startPlatform({ dataDir, databaseUrl: url,
        settings: { 'jobs.visibility': '500ms', 'engine.lease_ttl': '1s',
          'engine.lease_renewal': '200ms' } });
      let killed = await start();
      const rows = Array.from({ length: 4_000 },
        (_, i) => `Paragraph ${i} speaks of item${i}. ${'x '.repeat(300)}`);
      const owner = () => new Client(killed.engineUrl, killed.demo.api_key);
      const { id: into } = await owner().expect(201, 'POST', '/v1/collections', { name: 'Large' });
      const document = await owner().expect(202, 'POST', `/v1/collections/${into}/documents`,
        { name: 'large.txt', text: rows.join('\n\n') });
      const look = () => owner().expect(200, 'GET', `/v1/documents/${document.id}`);
      let kills = 0;
      for (let delay = 40; kills < 12; delay += 60) {
        await new Promise((resolve) => setTimeout(resolve, delay));
        await killed.kill();
        ++kills;
        killed = await start();
        if ((await look()).status === 'ready') break;
      }
      const done = await eventually(async () => {
        const now = await look();
        return now.status === 'ready' && now;
      }, 'it is ready', { within: 120_000, every: 100 });
      const chunks = await owner().all(`/v1/documents/${document.id}/chunks?limit=200`);
      assert.equal(chunks.length, done.chunk_count);
      assert.equal(done.embedded_count, done.chunk_count);
      chunks.forEach((chunk, i) => assert.equal(chunk.position, i));
      const all = chunks.map((chunk) => chunk.text).join('\n');
      for (let i = 0; i < rows.length; i += 97) assert.ok(all.includes(`item${i}.`), `item${i}`);
      assert.equal((await owner().expect(200, 'POST', '/v1/knowledge/search',
        { query: 'item3999' })).data[0].text_rank, 1);
      await killed.stop();
    });
  });
}
