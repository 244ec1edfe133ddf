// Values that are kept in AWS Secrets Manager: read at the start with the credentials of the task's role,
// and again when they change: the database's password when it is refused, the master keys in time.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { region } from './support/aws_gate.mjs';
import { Client } from './support/client.mjs';
import { eventually, runCommand, settingsToArguments, startPlatform } from './support/platform.mjs';
import { startPostgres } from './support/postgres.mjs';
import { startSecretsManager, startTaskRole } from './support/secrets_manager.mjs';

const newKey = (id) => `${id}:${randomBytes(32).toString('base64')}`;

describe('secrets kept elsewhere', { concurrency: false }, () => {
  let role, secrets, postgres, platform, settings, roleName, urlWith;
  const keys = newKey('one');

  before(async () => {
    role = await startTaskRole();
    Object.assign(process.env, role.environment);
    secrets = await startSecretsManager();
    postgres = await startPostgres();
    const url = await postgres.createDatabase();
    roleName = new URL(url).username;
    urlWith = (password) => url.replace(`${roleName}@`, `${roleName}:${password}@`);
    const rules = join(postgres.directory, 'data/pg_hba.conf');
    const all = readFileSync(rules, 'utf8');
    writeFileSync(rules, `host all ${roleName} 127.0.0.1/32 scram-sha-256\n${all}`);
    await postgres.execute(`ALTER ROLE ${roleName} PASSWORD 'first-password'`);
    await postgres.execute('SELECT pg_reload_conf()');
    secrets.secrets.set('elevaite/database', JSON.stringify({ url: urlWith('first-password') }));
    secrets.secrets.set('elevaite/keys', Buffer.from(keys));
    settings = { 'secrets.region': region, 'secrets.endpoint': secrets.endpoint,
      'secrets.refresh_interval': '50ms', 'database.url': 'secretsmanager:elevaite/database#url',
      'secrets.master_keys': 'secretsmanager:elevaite/keys' };
    platform = await startPlatform({ settings });
  });
  after(async () => {
    await platform?.stop();
    await postgres?.stop();
    await secrets?.stop();
    role?.stop();
    for (const name of Object.keys(role?.environment ?? {})) delete process.env[name];
  });

  const command = (name, more = {}) =>
    runCommand([name, ...settingsToArguments({ 'data.dir': platform.dataDir, ...settings, ...more })]);

  test('are read with the role of the task, signed as AWS wants it', async () => {
    assert.ok(role.asked > 0);
    assert.deepEqual(secrets.refusals, []);
    assert.ok(secrets.requests.every(({ headers }) => headers['x-amz-security-token'] === 'a-session'));
    const client = new Client(platform.engineUrl, platform.demo.api_key);
    const { body } = await client.expect(200, 'GET', '/v1/agents').then((answer) =>
      ({ body: answer.body ?? answer }));
    assert.ok(JSON.stringify(body).includes('order-desk'));
  });

  test('a database password that changes is read again when the old one is refused', async () => {
    await postgres.execute(`ALTER ROLE ${roleName} PASSWORD 'second-password'`);
    secrets.secrets.set('elevaite/database', JSON.stringify({ url: urlWith('second-password') }));
    await postgres.execute(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE usename = '${roleName}'`);
    await eventually(() => platform.logs.some((line) => line.includes('its secret has changed')),
      'the secret is read again');
    await eventually(async () => (await fetch(`${platform.engineUrl}/readyz`)).ok, 'the engine is ready');
  });

  test('a master key that is put in front seals from then on, without a restart', async () => {
    secrets.secrets.set('elevaite/keys', `${newKey('two')},${keys}`);
    await eventually(() => platform.logs.some((line) =>
      line.includes('the master keys have changed') && line.includes('"newest":"two"')), 'the key is known');
    const { code, stdout, stderr } = await command('rewrap');
    assert.equal(code, 0, stderr);
    assert.match(stdout, /wrapped with master key two/);
  });

  test('what is no set of keys leaves those of before', async () => {
    const known = secrets.secrets.get('elevaite/keys');
    secrets.secrets.set('elevaite/keys', 'nonsense');
    await eventually(() => platform.logs.some((line) => line.includes('those of before stay')), 'it is said');
    secrets.secrets.set('elevaite/keys', known);
    assert.equal((await fetch(`${platform.authUrl}/readyz`)).status, 200);
  });

  const wrong = [
    ['a secret that is not there', { 'database.url': 'secretsmanager:elevaite/nothing' },
      /^elevaite: database\.url: .*elevaite\/nothing.*ResourceNotFoundException/m],
    ['a member that is not there', { 'database.url': 'secretsmanager:elevaite/database#nothing' },
      /database\.url: .* has no member nothing/],
    ['half a reference', { 'database.url': 'secretsmanager:#url' }, /Write secretsmanager:NAME/],
    ['credentials for AWS', { 'aws.secret_access_key': 'secretsmanager:elevaite/keys' },
      /aws\.secret_access_key: .*it cannot be one/],
    ['a port', { 'auth.port': 'secretsmanager:elevaite/port' }, /auth\.port: Only secrets and URLs/],
  ];
  for (const [name, more, pattern] of wrong) {
    test(`nothing starts with ${name}`, async () => {
      const { code, stderr } = await command('migrate', more);
      assert.notEqual(code, 0);
      assert.match(stderr, pattern);
    });
  }

  test('commands that need no secret read none, and print the reference', async () => {
    const before = secrets.requests.length;
    const { stdout } = await command('config', { 'secrets.refresh_interval': '0s' });
    assert.equal(JSON.parse(stdout)['database.url'], 'secretsmanager:elevaite/database#url');
    assert.ok(secrets.requests.length - before <= 20, 'those are of the platform that runs');
    assert.ok(!stdout.includes('second-password'));
  });

  test('no secret stands in a log line', () => {
    const text = platform.logs.join('\n');
    for (const secret of ['first-password', 'second-password', keys.split(':')[1]]) {
      assert.ok(!text.includes(secret));
    }
  });
});
