// "Generate my Q4 report as PDF" with nothing embedded: PostgreSQL, SQS and S3, an API process that works
// nothing off and a worker that serves nothing; told of by mail and by a signed webhook. The official AWS
// SDKs see what we left with AWS.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { Webhook } from 'standardwebhooks';
import { Client, hasEnded } from './support/client.mjs';
import { eventually, startPlatform } from './support/platform.mjs';
import { startPostgres } from './support/postgres.mjs';
import { MailServer, Receiver } from './support/receiver.mjs';
import { region, startS3 } from './support/s3.mjs';
import { operationOf, startSqs } from './support/sqs.mjs';

let postgres, sqs, s3, mail, receiver, api, worker, client, dataDir, email;
before(async () => {
  [postgres, sqs, s3, mail, receiver] = await Promise.all([startPostgres(), startSqs(), startS3(),
    new MailServer().start(), new Receiver().start()]);
  const databaseUrl = await postgres.createDatabase();
  await s3.bucket('reports');
  const settings = { ...sqs.settings(),
    'files.url': `s3://reports/files?region=${region}&endpoint=${s3.endpoint}&path_style=true`,
    'mail.url': mail.url, 'auth.email_code': 'off', 'mail.from': 'ElevAIte <robot@example.test>',
    'web.app_origin': 'https://app.example.test', 'egress.allow': `127.0.0.1:${receiver.port}`,
    'notifications.poll_interval': '50ms', 'jobs.visibility': '2s' };
  const first = await startPlatform({ databaseUrl, settings });
  ({ dataDir } = first);
  const key = first.demo.api_key;
  ({ email } = first.demo);
  await first.stop();
  api = await startPlatform({ command: 'engine', dataDir, databaseUrl, settings });
  worker = await startPlatform({ command: 'worker', dataDir, databaseUrl, settings });
  client = new Client(api.engineUrl, key);
});
after(async () => {
  await Promise.all([api?.stop(), worker?.stop()]);
  await Promise.all([postgres?.stop(), sqs?.stop(), s3?.stop(), mail?.stop(), receiver?.stop()]);
});

test('the report is made by the worker, lies in S3, and is told of', { timeout: 90_000 }, async () => {
  const { secret } = await client.expect(201, 'POST', '/v1/webhook-endpoints',
    { url: `${receiver.url}/ended`, events: [] });
  const queued = await client.expect(202, 'POST', '/v1/agents/analyst/runs',
    { mode: 'async', input: { message: 'Generate my Q4 report as PDF' } });
  assert.equal(queued.status, 'queued');
  const job = await eventually(async () => {
    const now = await client.expect(200, 'GET', `/v1/jobs/${queued.id}`);
    return hasEnded(now) && now;
  }, 'the job ends', { within: 40_000 });
  assert.equal(job.status, 'succeeded', JSON.stringify(job.error));
  assert.match(JSON.stringify(job.result), /Q4 2026 sales\.pdf/);

  const [made] = await client.all('/v1/files');
  const link = await client.expect(201, 'POST', `/v1/files/${made.id}/link`, {});
  const response = await fetch(link.url);  // of S3 itself
  assert.equal(response.status, 200);
  const bytes = Buffer.from(await response.arrayBuffer());
  const file = join(dataDir, 'q4.pdf');
  writeFileSync(file, bytes);
  assert.match(execFileSync('pdfinfo', [file], { encoding: 'utf8' }), /Title: +Q4 2026: sales/);
  assert.match(execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' }), /Revenue of Q4 2026 was €/);

  const { Contents: [object, ...others] } = await s3.client.send(
    new ListObjectsV2Command({ Bucket: 'reports', Prefix: 'files/' }));
  assert.deepEqual(others, []);
  const stored = await s3.client.send(new GetObjectCommand({ Bucket: 'reports', Key: object.Key }));
  assert.ok(bytes.equals(Buffer.from(await stored.Body.transformToByteArray())));
  const operations = new Set(sqs.requests.map(({ headers }) => operationOf(headers)));
  for (const operation of ['SendMessageBatch', 'ReceiveMessage', 'DeleteMessage']) {
    assert.ok(operations.has(operation), operation);
  }
  assert.deepEqual([...sqs.refusals, ...s3.refusals], []);

  const [letter] = await eventually(() => mail.to(email).length > 0 && mail.to(email), 'a mail');
  assert.match(letter.subject, /Q4 2026 sales\.pdf/);
  assert.match(letter.text, /https:\/\/app\.example\.test\//);
  assert.ok(letter.isSecure);
  const [call] = await eventually(
    () => receiver.of('/ended').length > 0 && receiver.of('/ended'), 'a webhook');
  const told = new Webhook(secret).verify(call.body, call.headers);
  assert.match(JSON.stringify(told), new RegExp(queued.id));
});
