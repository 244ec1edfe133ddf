// The end of a tenant as the engine sees it: nothing of it starts, and what was under way is cancelled; on
// both databases. That its time has come is what the test says, in the table.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Client } from './support/client.mjs';
import { databaseOf } from './support/database.mjs';
import { eventually, startPlatform } from './support/platform.mjs';
import { populatable, populate } from './support/populate.mjs';
import { startPostgres } from './support/postgres.mjs';

let postgres;
before(async () => { postgres = await startPostgres(); });
after(() => postgres?.stop());

for (const database of ['sqlite', 'postgres']) {
  describe(`the end of a tenant on ${database}`, () => {
    let platform, own, other, execute;
    before(async () => {
      const databaseUrl = database === 'postgres' ? await postgres.createDatabase() : undefined;
      platform = await startPlatform({ databaseUrl, settings: populatable });
      own = await populate(platform, 'own', postgres, databaseUrl);
      other = await populate(platform, 'other', postgres, databaseUrl);
      execute = databaseOf(postgres, databaseUrl, platform.dataDir);
      own.secret = (await own.auth.expect(201, 'POST', '/v1/api-keys', { name: 'late' })).secret;
      await own.auth.expect(200, 'POST', '/v1/tenant/end',
        { name: 'own\'s workspace', password: 'correct horse battery 7' });
      await execute('UPDATE tenants SET ends_at = 1 WHERE ends_at IS NOT NULL');
      // A process looks for it when it starts.
      await platform.stop();
      platform = await startPlatform({ databaseUrl, dataDir: platform.dataDir, settings: populatable });
      for (const who of [own, other]) {
        who.auth = new Client(platform.authUrl, who.auth.token);
        who.engine = new Client(platform.engineUrl, who.engine.token);
      }
      await eventually(async () => await execute('SELECT count(*) FROM tenants WHERE name = \'\'') === '1',
        'it has ended');
    });
    after(() => platform?.stop());

    const inIt = 'tenant_id = (SELECT id FROM tenants WHERE name = \'\')';

    test('what was under way is cancelled', async () => {
      for (const table of ['runs', 'jobs']) {
        await eventually(async () => await execute(
          `SELECT count(*) FROM ${table} WHERE ${inIt} AND finished_at IS NULL`) === '0', `no ${table}`);
        assert.notEqual(await execute(
          `SELECT count(*) FROM ${table} WHERE ${inIt} AND status = 'cancelled'`), '0');
      }
    });

    test('nothing starts, with whatever credential', async () => {
      const chat = { message: 'hello', stream: false };
      const path = `/v1/agents/${own.agent.id}/chat`;
      // An access token from before works until it expires, and finds nothing that is deployed.
      const late = await own.engine.post(path, chat);
      assert.ok([404, 409].includes(late.status), late.text);
      assert.equal((await new Client(platform.engineUrl, own.secret).post(path, chat)).status, 401);
      assert.equal(await execute(`SELECT count(*) FROM agents WHERE ${inIt}
        AND deployed_version_id IS NOT NULL`), '0');
      assert.equal(await execute(`SELECT count(*) FROM schedules WHERE ${inIt}`), '0');
      const refused = await new Client(platform.authUrl).post('/v1/auth/sign-in',
        { email: 'own@example.test', password: 'correct horse battery 7' });
      assert.equal(refused.body.reason, 'no_tenant');
    });

    test('another tenant goes on', async () => {
      assert.equal((await other.engine.run(other.run)).status, 'waiting');
      const chat = await other.engine.expect(200, 'POST', `/v1/agents/${other.agent.id}/chat`,
        { message: 'hello', stream: false });
      assert.equal((await other.engine.run(chat.run_id)).status, 'waiting');
    });
  });
}
