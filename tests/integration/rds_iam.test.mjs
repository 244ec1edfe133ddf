// PostgreSQL at RDS with IAM: every connection shows a token of its own, the one that AWS's SDK makes.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { credentials as lasting, region } from './support/aws_gate.mjs';
import { eventually, runCommand, settingsToArguments, startPlatform, temporaryDirectory }
  from './support/platform.mjs';
import { startPostgres } from './support/postgres.mjs';
import { startRds } from './support/rds.mjs';

const credentials = { ...lasting, sessionToken: 'of/a+role=' };
const keys = { 'aws.access_key_id': credentials.accessKeyId,
  'aws.secret_access_key': credentials.secretAccessKey, 'aws.session_token': credentials.sessionToken };

describe('a database at RDS with IAM', { concurrency: false }, () => {
  let postgres, rds, plainUrl, platform;
  before(async () => {
    postgres = await startPostgres();
    rds = await startRds(postgres, credentials);
    plainUrl = await postgres.createDatabase();
    platform = await startPlatform({ databaseUrl: rds.urlOf(plainUrl, '&connections=3'), settings: keys });
  });
  after(async () => {
    await platform?.stop();
    rds?.stop();
    await postgres?.stop();
  });

  const isReady = async () => (await fetch(`${platform.engineUrl}/readyz`)).ok;
  const dateOf = ({ token }) => new URL(`https://${token}`).searchParams.get('X-Amz-Date');

  test('is opened with tokens that the SDK makes too', () => {
    assert.deepEqual(rds.faults, []);
    assert.ok(rds.tokens.length >= 3, `${rds.tokens.length} connections`);
  });

  test('is shown a new token by each new connection', async () => {
    const before = rds.tokens.length;
    const last = dateOf(rds.tokens.at(-1));
    // A token says its second, so a new one differs from the next second on.
    await eventually(() => new Date().toISOString().replace(/[-:]|\.\d+/g, '') > last, 'the next second');
    rds.dropAll();
    await eventually(() => rds.tokens.length > before, 'a new connection');
    await eventually(isReady, 'the engine is ready');
    assert.ok(dateOf(rds.tokens.at(-1)) > last);
    assert.deepEqual(rds.faults, []);
  });

  test('that refuses for a while is asked again with another token', async () => {
    const before = rds.tokens.length;
    rds.refusing = 4;
    rds.dropAll();
    await eventually(() => rds.tokens.length > before, 'a connection after the refusals');
    await eventually(isReady, 'the engine is ready');
    assert.ok(rds.faults.length >= 1);
  });

  test('leaves no token in a log line', () => {
    const text = platform.logs.join('\n');
    assert.ok(!text.includes('X-Amz-'), text);
    for (const { token } of rds.tokens) assert.ok(!text.includes(token));
  });

  const wrong = [
    ['without TLS', (url) => url.replace('=verify-full', '=prefer'), /needs sslmode=verify-full/],
    ['with a password', (url) => url.replace('@', ':secret@'), /needs no password/],
    ['with two hosts', (url) => url.replace('localhost', 'localhost,other'), /needs one host/],
    ['with a flag that is none', (url) => url.replace('iam=true', 'iam=yes'), /iam must be true or false/],
    ['without a region', (url) => url.replace(`region=${region}`, 'region='), /needs region=/],
  ];
  for (const [name, change, pattern] of wrong) {
    test(`refuses a URL ${name}`, async () => {
      const { code, stderr } = await runCommand(['migrate', ...settingsToArguments({
        'data.dir': temporaryDirectory(), 'database.url': change(rds.urlOf(plainUrl)), ...keys })],
      { env: { AWS_REGION: '' } });
      assert.equal(code, 1);
      assert.match(stderr, pattern);
      assert.ok(!stderr.includes('secret@'));
    });
  }
});
