// Files over HTTP, on a directory and on S3: whole or not there, within limits, and small in memory.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { assertProblem, Client } from './support/client.mjs';
import { eventually, startPlatform, temporaryDirectory } from './support/platform.mjs';
import { startPostgres } from './support/postgres.mjs';
import { credentials, region, startS3 } from './support/s3.mjs';
import { addedMemory, begin, download, upload } from './support/upload.mjs';

const MiB = 1 << 20;
// FILES_TEST_SIZE=1000000000 is the promise at its full size.
const large = Number(process.env.FILES_TEST_SIZE ?? 256 * MiB);
const digest = (text) => createHash('sha256').update(text).digest();
const bucket = 'elevaite-files';

let s3, postgres;
before(async () => {
  [s3, postgres] = [await startS3(), await startPostgres()];
  await s3.bucket(bucket);
});
after(async () => {
  await s3?.stop();
  await postgres?.stop();
});

async function person(platform, name) {
  const session = await new Client(platform.authUrl).expect(201, 'POST', '/v1/auth/sign-up',
    { email: `${name}@example.test`, password: 'correct horse battery 7' });
  const engine = new Client(platform.engineUrl, session.access_token);
  const put = (file, text, headers = {}) => engine.request('POST',
    `/v1/files?name=${encodeURIComponent(file)}`, text, { 'Content-Type': '', ...headers });
  return { engine, put, token: session.access_token };
}

for (const store of ['directory', 's3']) {
  describe(`files in a ${store}`, () => {
    let platform, ada;
    before(async () => {
      const settings = store === 's3' ? {
        'files.url': `s3://${bucket}/a%20prefix?region=${region}&endpoint=${s3.endpoint}` +
          '&path_style=true&sse=AES256',
        'aws.access_key_id': credentials.accessKeyId,
        'aws.secret_access_key': credentials.secretAccessKey,
      } : {};
      const databaseUrl = store === 's3' ? await postgres.createDatabase() : undefined;
      platform = await startPlatform({ databaseUrl, settings });
      ada = await person(platform, 'ada');
    });
    after(() => platform?.stop());

    test('a file comes back as it was sent', async () => {
      const sent = await ada.put('Grüße.csv', 'a,b\n1,2\n', { 'Content-Type': 'text/csv; charset=utf-8' });
      assert.equal(sent.status, 201, sent.text);
      const { id, ...rest } = sent.body;
      assert.equal(sent.headers.get('Location'), `/v1/files/${id}`);
      assert.deepEqual({ name: rest.name, content_type: rest.content_type, size: rest.size,
        sha256: rest.sha256 }, { name: 'Grüße.csv', content_type: 'text/csv', size: 8,
        sha256: digest('a,b\n1,2\n').toString('hex') });
      assert.deepEqual(await ada.engine.expect(200, 'GET', `/v1/files/${id}`), sent.body);
      const answer = await ada.engine.get(`/v1/files/${id}/content`);
      assert.equal(answer.text, 'a,b\n1,2\n');
      assert.equal(answer.headers.get('Content-Length'), '8');
      assert.equal(answer.headers.get('X-Content-Type-Options'), 'nosniff');
      assert.equal(answer.headers.get('Content-Disposition'),
        'attachment; filename="Gr____e.csv"; filename*=UTF-8\'\'Gr%C3%BC%C3%9Fe.csv');
      assert.match(answer.headers.get('Content-Security-Policy'), /sandbox/);
      const head = await ada.engine.request('HEAD', `/v1/files/${id}/content`);
      assert.equal(head.headers.get('Content-Length'), '8');
      const etag = answer.headers.get('ETag');
      const known = await ada.engine.get(`/v1/files/${id}/content`, { 'If-None-Match': etag });
      assert.equal(known.status, 304);
      await ada.engine.expect(204, 'DELETE', `/v1/files/${id}`);
      assertProblem(await ada.engine.get(`/v1/files/${id}/content`), 404);
      assertProblem(await ada.engine.delete(`/v1/files/${id}`), 404);
    });

    test('parts are asked for by range', async () => {
      const { body: { id } } = await ada.put('digits', '0123456789');
      const part = async (range, headers = {}) => {
        const answer = await ada.engine.get(`/v1/files/${id}/content`, { Range: range, ...headers });
        return [answer.status, answer.text, answer.headers.get('Content-Range')];
      };
      assert.deepEqual(await part('bytes=2-4'), [206, '234', 'bytes 2-4/10']);
      assert.deepEqual(await part('bytes=7-'), [206, '789', 'bytes 7-9/10']);
      assert.deepEqual(await part('bytes=-3'), [206, '789', 'bytes 7-9/10']);
      assert.deepEqual(await part('bytes=5-500'), [206, '56789', 'bytes 5-9/10']);
      for (const whole of ['bytes=0-1,3-4', 'bytes=4-2', 'lines=1-2', 'bytes=x-']) {
        assert.deepEqual(await part(whole), [200, '0123456789', null], whole);
      }
      assert.deepEqual(await part('bytes=2-4', { 'If-Range': '"other"' }), [200, '0123456789', null]);
      assertProblem(await ada.engine.get(`/v1/files/${id}/content`, { Range: 'bytes=10-' }), 416);
      const { body: empty } = await ada.put('empty', '');
      assert.equal((await ada.engine.get(`/v1/files/${empty.id}/content`)).text, '');
    });

    test('the list shows the newest first, in pages', async () => {
      const bob = await person(platform, 'bob');
      for (const name of ['one', 'two', 'three']) await bob.put(name, name);
      const page = await bob.engine.expect(200, 'GET', '/v1/files?limit=2');
      assert.deepEqual(page.data.map(({ name }) => name), ['three', 'two']);
      assert.deepEqual((await bob.engine.all('/v1/files?limit=2')).map(({ name }) => name),
        ['three', 'two', 'one']);
      assert.equal((await bob.engine.expect(200, 'GET', '/v1/file-usage')).used, 11);
    });

    test(`${large} bytes pass through in less than 64 MiB`, { timeout: 600_000 }, async () => {
      await ada.put('warm', 'up');
      const { token } = ada;
      let sent;
      const up = await addedMemory(platform.pid, async () => {
        sent = await upload(platform.engineUrl, token, 'large.bin', large);
      });
      assert.equal(sent.status, 201, JSON.stringify(sent.body));
      assert.equal(sent.body.sha256, sent.sha256);
      let got;
      const down = await addedMemory(platform.pid, async () => {
        got = await download(`${platform.engineUrl}/v1/files/${sent.body.id}/content`,
          { Authorization: `Bearer ${token}` });
      });
      assert.deepEqual([got.size, got.sha256], [large, sent.sha256]);
      console.log(`# ${store}: ${large} bytes, added ${up.toFixed(1)} MiB up, ${down.toFixed(1)} MiB down`);
      assert.ok(up < 64 && down < 64, `${up} MiB up, ${down} MiB down`);
      await ada.engine.expect(204, 'DELETE', `/v1/files/${sent.body.id}`);
    });

    test('an upload of unknown length is counted as it comes', async () => {
      const sent = await upload(platform.engineUrl, ada.token, 'chunked', 20 * MiB + 7,
        { isCounted: false });
      assert.equal(sent.status, 201, JSON.stringify(sent.body));
      assert.deepEqual([sent.body.size, sent.body.sha256], [20 * MiB + 7, sent.sha256]);
    });

    test('a link opens one file for a while, without credentials', async () => {
      const { body: file } = await ada.put('linked.txt', 'by link');
      const link = await ada.engine.expect(201, 'POST', `/v1/files/${file.id}/link`, { expires_in: 60 });
      const url = link.path ? platform.engineUrl + link.path : link.url;
      assert.equal(link.path === null, store === 's3');
      const answer = await fetch(url);
      assert.deepEqual([answer.status, await answer.text()], [200, 'by link']);
      const at = url.length - 5;
      const changed = url.slice(0, at) + (url[at] === 'a' ? 'b' : 'a') + url.slice(at + 1);
      assert.ok([403, 404].includes((await fetch(changed)).status), 'and nothing else');
      const brief = await ada.engine.expect(201, 'POST', `/v1/files/${file.id}/link`, { expires_in: 1 });
      const briefUrl = brief.path ? platform.engineUrl + brief.path : brief.url;
      await eventually(async () => [403, 410].includes((await fetch(briefUrl)).status), 'it expires');
    });

    test('who leaves in the middle leaves nothing', async () => {
      const carol = await person(platform, 'carol');
      const outgoing = begin(platform.engineUrl, carol.token, 'half', { 'Content-Length': 20 * MiB });
      outgoing.on('error', () => {});
      outgoing.write(Buffer.alloc(12 * MiB));
      await eventually(async () =>
        (await carol.engine.expect(200, 'GET', '/v1/file-usage')).used === 20 * MiB, 'it has begun');
      outgoing.destroy();
      await eventually(async () =>
        (await carol.engine.expect(200, 'GET', '/v1/file-usage')).used === 0, 'it is given up');
      assert.deepEqual(await carol.engine.all('/v1/files'), []);
      if (store === 's3') return;
      await eventually(() => readdirSync(join(platform.dataDir, 'files/incoming')).length === 0, 'gone');
    });
  });
}

describe('the object storage', () => {
  let platform, ada;
  const prefix = 'checked';
  before(async () => {
    platform = await startPlatform({ settings: {
      'files.url': `s3://${bucket}/${prefix}?region=${region}&endpoint=${s3.endpoint}` +
        '&path_style=true&sse=AES256',
      'aws.access_key_id': credentials.accessKeyId,
      'aws.secret_access_key': credentials.secretAccessKey } });
    ada = await person(platform, 'ada');
  });
  after(() => platform?.stop());

  const objects = async () => (await s3.client.send(new ListObjectsV2Command(
    { Bucket: bucket, Prefix: `${prefix}/` }))).Contents ?? [];
  const isPut = (method) => method === 'PUT';

  test('has what we stored in the eyes of the AWS SDK, and we what it stored', async () => {
    const { body: file } = await ada.put('seen.txt', 'by both');
    const [object] = await objects();
    assert.ok(object.Key.endsWith(`/files/${file.id}`));
    const got = await s3.client.send(new GetObjectCommand({ Bucket: bucket, Key: object.Key }));
    assert.equal(await got.Body.transformToString(), 'by both');
    assert.equal(got.ContentType, 'text/plain');
    await s3.client.send(new PutObjectCommand({ Bucket: bucket, Key: object.Key, Body: 'by SDK!' }));
    assert.equal((await ada.engine.get(`/v1/files/${file.id}/content`)).text, 'by SDK!');
    await ada.engine.expect(204, 'DELETE', `/v1/files/${file.id}`);
    assert.deepEqual(await objects(), []);
  });

  test('is asked to encrypt, and again when it is busy or breaks off', async () => {
    s3.fail(isPut, 503, 'SlowDown', 2);
    s3.fail(isPut, 0);
    assert.equal((await ada.put('patient', 'x')).status, 201);
    const puts = s3.requests.filter(({ method, url }) => isPut(method) && url.pathname.includes(prefix));
    assert.equal(puts.at(-1).headers['x-amz-server-side-encryption'], 'AES256');
  });

  test('that refuses an upload for good leaves nothing of it anywhere', async () => {
    const before = (await objects()).length;
    const isPart = (method, url) => isPut(method) && url.searchParams.get('partNumber') === '2';
    s3.fail(isPart, 500, 'InternalError', 5);
    const sent = await upload(platform.engineUrl, ada.token, 'fails', 20 * MiB);
    assert.equal(sent.status, 503, JSON.stringify(sent.body));
    await eventually(() => s3.requests.some(({ method, url }) =>
      method === 'DELETE' && url.searchParams.has('uploadId')), 'the upload is aborted');
    assert.equal((await objects()).length, before);
    assert.ok(!(await ada.engine.all('/v1/files')).some(({ name }) => name === 'fails'));
  });

  test('was never sent a request whose signature AWS would refuse', () => {
    // The changed and the expired links of the tests above are refused, and nothing else.
    const wrong = s3.refusals.filter((text) => !text.includes('X-Amz-Signature'));
    assert.deepEqual(wrong, []);
    assert.ok(s3.requests.length > 50);
  });
});

describe('what is refused', () => {
  let platform, ada;
  before(async () => {
    platform = await startPlatform({ settings: {
      'files.max_size': '2MiB', 'files.tenant_quota': '3MiB', 'files.upload_timeout': '1s',
      'files.sweep_interval': '100ms' } });
    ada = await person(platform, 'ada');
  });
  after(() => platform?.stop());

  test('too large, by its announcement and by what comes', async () => {
    for (const isCounted of [true, false]) {
      const { status, body } = await upload(platform.engineUrl, ada.token, 'big', 2 * MiB + 1, { isCounted });
      assert.deepEqual([status, body.reason], [413, 'file_too_large']);
      assert.match(body.detail, /files\.max_size/);
    }
    assert.equal((await ada.engine.expect(200, 'GET', '/v1/file-usage')).used, 0);
  });

  test('more than the quota, however many come at once', async () => {
    const bob = await person(platform, 'bob');
    const sent = await Promise.all(Array.from({ length: 6 }, (_, i) =>
      upload(platform.engineUrl, bob.token, `n${i}`, MiB)));
    assert.equal(sent.filter(({ status }) => status === 201).length, 3);
    for (const { status, body } of sent.filter(({ status }) => status !== 201)) {
      assert.deepEqual([status, body.reason], [403, 'quota_exceeded']);
      assert.match(body.detail, /files\.tenant_quota/);
    }
    const [first] = await bob.engine.all('/v1/files');
    await bob.engine.expect(204, 'DELETE', `/v1/files/${first.id}`);
    assert.equal((await bob.put('fits', 'again')).status, 201);
  });

  test('another content than was announced', async () => {
    const wrong = await ada.put('x', 'hello', { 'Content-Digest':
      `sha-256=:${digest('other').toString('base64')}:` });
    assertProblem(wrong, 400);
    assert.deepEqual([wrong.body.errors[0].field, wrong.body.errors[0].code], ['Content-Digest', 'mismatch']);
    const right = await ada.put('x', 'hello', { 'Content-Digest':
      `sha-256=:${digest('hello').toString('base64')}:` });
    assert.equal(right.status, 201);
    const page = await ada.put('cat.png', '<html><script>alert(1)</script>', { 'Content-Type': 'image/png' });
    assertProblem(page, 400);
    assert.equal(page.body.errors[0].field, 'Content-Type');
    assertProblem(await ada.put('x', 'x', { 'Content-Type': 'nonsense' }), 400);
    assertProblem(await ada.put('x', 'x', { 'Content-Digest': 'sha-256=:short:' }), 400);
  });

  test('names that are paths, or not what they seem', async () => {
    for (const name of ['', '.', '..', '../../etc/passwd', 'a/b', 'a\\b', 'a\0b', 'a\r\nSet-Cookie: x=1',
      '\u202efdp.exe', 'x'.repeat(300), ' a']) {
      const answer = await ada.put(name, 'x');
      assertProblem(answer, 400);
      assert.ok(!existsSync(join(platform.dataDir, 'etc')));
    }
    for (const name of ['"; rm -rf ~', "' OR 1=1 --", '<b>.html', '%2e%2e%2f', 'ütf.txt']) {
      const { status, body } = await ada.put(name, 'x');
      assert.deepEqual([status, body.name], [201, name]);
      const answer = await ada.engine.get(`/v1/files/${body.id}/content`);
      assert.ok(answer.headers.get('Content-Disposition').startsWith('attachment; filename="'));
    }
  });

  test('to a viewer, and to another tenant', async () => {
    const eve = await person(platform, 'eve');
    const { body: file } = await ada.put('mine', 'secret');
    for (const [method, path] of [['GET', ''], ['GET', '/content'], ['POST', '/link'], ['DELETE', '']]) {
      assertProblem(await eve.engine.request(method, `/v1/files/${file.id}${path}`,
        method === 'POST' ? {} : undefined), 404);
    }
    const key = await new Client(platform.authUrl, ada.token).expect(201, 'POST', '/v1/api-keys',
      { name: 'reader', scopes: ['files:read'] });
    const reader = new Client(platform.engineUrl, key.secret);
    assert.equal((await reader.get(`/v1/files/${file.id}/content`)).text, 'secret');
    assertProblem(await reader.request('POST', '/v1/files?name=x', 'x'), 403);
    assertProblem(await reader.delete(`/v1/files/${file.id}`), 403);
  });
});

describe('what a crash leaves', () => {
  test('is not seen, and gives its room back', async () => {
    const dataDir = temporaryDirectory();
    const settings = { 'files.upload_timeout': '1s', 'files.sweep_interval': '100ms' };
    let platform = await startPlatform({ dataDir, settings });
    const session = await new Client(platform.authUrl).expect(201, 'POST', '/v1/auth/sign-up',
      { email: 'ada@example.test', password: 'correct horse battery 7' });
    const engine = () => new Client(platform.engineUrl, session.access_token);
    const outgoing = begin(platform.engineUrl, session.access_token, 'half', { 'Content-Length': 9 * MiB });
    outgoing.on('error', () => {});
    outgoing.write(Buffer.alloc(5 * MiB));
    await eventually(() => readdirSync(join(dataDir, 'files/incoming')).length === 1, 'it has begun');
    await platform.kill();
    platform = await startPlatform({ dataDir, settings });
    assert.deepEqual(await engine().all('/v1/files'), []);
    await eventually(async () =>
      (await engine().expect(200, 'GET', '/v1/file-usage')).used === 0, 'its room is free again');
    assert.deepEqual(readdirSync(join(dataDir, 'files/objects')), []);
    await platform.stop();
  });

  test('files older than the retention go by themselves', async () => {
    const platform = await startPlatform({ settings: {
      'files.retention': '1s', 'files.upload_timeout': '1s', 'files.sweep_interval': '50ms' } });
    const ada = await person(platform, 'ada');
    const { body: file } = await ada.put('old', 'x');
    await eventually(async () => (await ada.engine.get(`/v1/files/${file.id}`)).status === 404, 'gone');
    const shards = () => readdirSync(join(platform.dataDir, 'files/objects'));
    await eventually(() => shards().every((shard) =>
      readdirSync(join(platform.dataDir, 'files/objects', shard)).length === 0), 'its content too');
    await platform.stop();
  });
});
