// "Generate my Q4 report as PDF": the example analyst over the embedded store and over PostgreSQL, offline,
// and the files that nodes make, read with real readers.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Client, hasEnded } from './support/client.mjs';
import { eventually, startPlatform } from './support/platform.mjs';
import { startPostgres } from './support/postgres.mjs';

let postgres;
before(async () => { postgres = await startPostgres(); });
after(() => postgres?.stop());

const exporter = (config) => ({
  nodes: [
    { id: 'start', kind: 'manual_trigger' },
    { id: 'export', kind: 'export_table', config: { rows: '{{ trigger.rows }}', ...config } },
  ],
  edges: [{ id: 'e', source: 'start', target: 'export' }],
});

for (const database of ['sqlite', 'postgres']) {
  describe(`reports on ${database}`, () => {
    let platform, client;
    before(async () => {
      const databaseUrl = database === 'postgres' ? await postgres.createDatabase() : undefined;
      platform = await startPlatform({ databaseUrl });
      client = new Client(platform.engineUrl, platform.demo.api_key);
    });
    after(() => platform?.stop());

    const ask = async (content) => {
      const answer = await client.expect(200, 'POST', '/v1/chat/completions',
        { model: 'analyst', messages: [{ role: 'user', content }] });
      return answer.choices[0].message.content;
    };
    // Through the engine's own port: the link is written for the public address.
    const download = async (text) => {
      const path = text.match(/\/v1\/file-links\/[\w.-]+/)[0];
      const response = await fetch(platform.engineUrl + path);
      assert.equal(response.status, 200);
      return { response, bytes: Buffer.from(await response.arrayBuffer()) };
    };
    const save = (name, bytes) => {
      const path = join(platform.dataDir, name);
      writeFileSync(path, bytes);
      return path;
    };
    const finished = (id) => eventually(async () => {
      const run = await client.run(id);
      return hasEnded(run) ? run : null;
    }, 'the run ends');

    test('the analyst makes the report of a quarter', async () => {
      const text = await ask('Generate my Q4 report as PDF');
      assert.match(text, /Your report for Q4 2026 is ready: \[Q4 2026 sales\.pdf\]/);
      const { response, bytes } = await download(text);
      assert.equal(response.headers.get('content-type'), 'application/pdf');
      assert.match(response.headers.get('content-disposition'), /attachment.*Q4 2026 sales\.pdf/);
      const path = save('q4.pdf', bytes);
      const info = execFileSync('pdfinfo', [path], { encoding: 'utf8' });
      assert.match(info, /Title: +Q4 2026: sales/);
      assert.match(info, /Tagged: +yes/);
      const words = execFileSync('pdftotext', [path, '-'], { encoding: 'utf8' });
      let at = 0;
      for (const part of ['Q4 2026: sales', 'Contents', 'Summary', 'Revenue of Q4 2026 was €',
        'Revenue by week', 'Products', 'Customers', 'All orders', 'Total']) {
        const found = words.indexOf(part, at);
        assert.ok(found >= 0, `${part} is not after byte ${at} of:\n${words}`);
        at = found;
      }
      const files = await client.all('/v1/files');
      assert.equal(files.length, 1);
      assert.equal(files[0].name, 'Q4 2026 sales.pdf');
      assert.equal(files[0].size, bytes.length);
    });

    test('it says so when a quarter has no orders', async () => {
      assert.match(await ask('Report for Q1 2025, please'), /no orders in Q1 2025/);
    });

    test('it answers other questions with its tools', async () => {
      assert.match(await ask('Which products sold best?'), /Coffee grinder|Paper shredder/);
    });

    test('rows become CSV and a workbook', async () => {
      const rows = [{ id: 1, name: 'Größe', note: '=HYPERLINK("x")' }, { id: 2, name: 'b', note: '' }];
      for (const format of ['csv', 'xlsx']) {
        const agent = await client.deploy(`Exporter of ${format}`,
          exporter({ format, title: 'Orders', byte_order_mark: format === 'csv' }));
        const { id } = await client.expect(202, 'POST', `/v1/agents/${agent.id}/runs`, { input: { rows } });
        const run = await finished(id);
        assert.equal(run.status, 'succeeded', JSON.stringify(run.error));
        const [file] = await client.all('/v1/files');
        assert.equal(file.name, `Orders.${format}`);
        const link = await client.expect(201, 'POST', `/v1/files/${file.id}/link`, {});
        const { bytes } = await download(link.path);
        if (format === 'csv') {
          assert.equal(bytes.toString('utf8'),
            '\ufeffid,name,note\r\n1,Größe,"\'=HYPERLINK(""x"")"\r\n2,b,\r\n');
        } else {
          const text = execFileSync('python3', ['-c', 'import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]);'
            + 'print(z.testzip(), z.read("xl/sharedStrings.xml").decode())', save('o.xlsx', bytes)],
          { encoding: 'utf8' });
          assert.match(text, /^None/);
          assert.match(text, /=HYPERLINK/);
        }
      }
    });
  });
}
