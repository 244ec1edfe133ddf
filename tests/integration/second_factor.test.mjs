// The second factor from the outside: setting it up, signing in with it, losing the phone, and tenants
// that ask for it; over both databases.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { assertProblem, Client } from './support/client.mjs';
import { databaseOf } from './support/database.mjs';
import { FederatedPerson, kWeb } from './support/federated_person.mjs';
import { startOidcProvider, Visitor } from './support/oidc_provider.mjs';
import { eventually, startPlatform } from './support/platform.mjs';
import { startPostgres } from './support/postgres.mjs';
import { appCode, secretOf } from './support/authenticator.mjs';

const password = 'correct horse battery 7';
let postgres, people = 0;
before(async () => { postgres = await startPostgres(); });
after(() => postgres?.stop());

for (const database of ['sqlite', 'postgres']) {
  describe(`the second factor on ${database}`, () => {
    let platform, auth, execute, provider;
    before(async () => {
      const databaseUrl = database === 'postgres' ? await postgres.createDatabase() : undefined;
      provider = await startOidcProvider({ redirectUris: [`${kWeb}/callback`] });
      platform = await startPlatform({ command: 'auth', databaseUrl, settings: provider.settings });
      auth = new Client(platform.authUrl);
      execute = databaseOf(postgres, databaseUrl, platform.dataDir);
    });
    after(async () => {
      await platform?.stop();
      provider?.stop();
    });

    const as = (session) => new Client(platform.authUrl, session.access_token);
    const signUp = async () => {
      const email = `person${++people}@example.test`;
      return { email, ...await auth.expect(201, 'POST', '/v1/auth/sign-up', { email, password }) };
    };
    const signIn = ({ email }) => auth.post('/v1/auth/sign-in', { email, password });
    const answer = (challenge, code) => auth.post('/v1/auth/challenges/answer', { challenge, code });
    // A code counts once, and only newer ones after it: the clock of the used one is turned back.
    const forget = (person) => execute(`UPDATE second_factors SET last_step = 0 WHERE user_id =
      (SELECT id FROM users WHERE email = '${person.email}')`);
    const enrol = async (person) => {
      const { secret } = await as(person).expect(200, 'POST', '/v1/me/second-factor', { password });
      const { recovery_codes: codes } = await as(person).expect(200, 'POST',
        '/v1/me/second-factor/confirm', { code: appCode(secret) });
      await forget(person);
      return { secret, codes };
    };

    test('is set up with the password and a code, and asked for from then on', async () => {
      const person = await signUp();
      assertProblem(await as(person).post('/v1/me/second-factor', { password: 'wrong' }), 403,
        'password_wrong');
      assertProblem(await as(person).post('/v1/me/second-factor/confirm', { code: '123456' }), 409,
        'not_begun');
      const begun = await as(person).expect(200, 'POST', '/v1/me/second-factor', { password });
      assert.equal(secretOf(begun.uri), begun.secret);
      assert.match(begun.uri,
        new RegExp(`^otpauth://totp/ElevAIte:${encodeURIComponent(person.email)}\\?`));
      assert.equal((await signIn(person)).status, 200, 'nothing is asked for before it is confirmed');
      const wrong = appCode(begun.secret, -10);
      assertProblem(await as(person).post('/v1/me/second-factor/confirm', { code: wrong }), 403,
        'code_wrong');
      const { recovery_codes: codes } = await as(person).expect(200, 'POST',
        '/v1/me/second-factor/confirm', { code: appCode(begun.secret) });
      assert.equal(new Set(codes).size, 10);
      const state = await as(person).expect(200, 'GET', '/v1/me/second-factor');
      assert.equal(state.is_enrolled, true);
      assert.equal(state.recovery_codes_left, 10);
      assertProblem(await as(person).post('/v1/me/second-factor', { password }), 409, 'already_enrolled');

      const first = await signIn(person);
      assert.equal(first.status, 202, first.text);
      assert.deepEqual(Object.keys(first.body).sort(), ['challenge', 'enrols', 'expires_at']);
      assert.equal(first.headers.get('Set-Cookie'), null);
      // The code that confirmed it has been used.
      assertProblem(await answer(first.body.challenge, appCode(begun.secret)), 403, 'code_wrong');
      await forget(person);
      const code = appCode(begun.secret);
      const second = await answer(first.body.challenge, code);
      assert.equal(second.status, 200, second.text);
      assert.equal(second.body.user_id, person.user_id);
      assertProblem(await answer(first.body.challenge, code), 401, 'challenge_unknown');
      const again = (await signIn(person)).body;
      assertProblem(await answer(again.challenge, code), 403, 'code_wrong');
    });

    test('one code lets one of many requests in', async () => {
      const person = await signUp();
      const { secret } = await enrol(person);
      const challenges = await Promise.all(Array.from({ length: 6 }, () => signIn(person)));
      const code = appCode(secret);
      const answers = await Promise.all(challenges.map(({ body }) => answer(body.challenge, code)));
      assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 403, 403, 403, 403, 403]);
    });

    test('recovery codes work once each, and new ones replace them', async () => {
      const person = await signUp();
      const { codes } = await enrol(person);
      // 80 random bits each.
      for (const code of codes) assert.match(code, /^([A-Z2-7]{4}-){3}[A-Z2-7]{4}$/);
      assert.equal(new Set(codes).size, 10);
      const enter = async (code) => answer((await signIn(person)).body.challenge, code);
      assert.equal((await enter(codes[0].toLowerCase().replaceAll('-', ' '))).status, 200);
      assertProblem(await enter(codes[0]), 403, 'code_wrong');
      const { recovery_codes: fresh } = await as(person).expect(200, 'POST',
        '/v1/me/second-factor/recovery-codes', { password });
      assertProblem(await enter(codes[1]), 403, 'code_wrong');
      assert.equal((await enter(fresh[1])).status, 200);
      assert.equal((await as(person).expect(200, 'GET', '/v1/me/second-factor')).recovery_codes_left, 9);
    });

    test('guessing ends the challenge, and then has to wait', async () => {
      const person = await signUp();
      const { secret } = await enrol(person);
      const { challenge } = (await signIn(person)).body;
      for (let i = 0; i < 5; ++i) {
        assertProblem(await answer(challenge, `00000${i}`), 403, 'code_wrong');
      }
      assertProblem(await answer(challenge, appCode(secret)), 401, 'challenge_unknown');
      const slowed = await answer((await signIn(person)).body.challenge, appCode(secret));
      assertProblem(slowed, 429, 'codes_slowed');
      assert.ok(slowed.body.retry_after_ms > 0);
    });

    test('is still asked for when the password was forgotten', async () => {
      const person = await signUp();
      const { secret } = await enrol(person);
      await auth.expect(202, 'POST', '/v1/auth/password-reset', { email: person.email });
      const folder = join(platform.dataDir, 'mail');
      const token = await eventually(() => readdirSync(folder).filter((name) => name.endsWith('.json'))
        .map((name) => readFileSync(join(folder, name), 'utf8'))
        .filter((mail) => mail.includes(person.email))
        .map((mail) => /reset-password#([\w.-]+)/.exec(mail)?.[1]).find(Boolean), 'the mail');
      const fresh = 'another horse battery 8';
      await auth.expect(204, 'POST', '/v1/auth/password-reset/complete', { token, password: fresh });
      const begun = await auth.post('/v1/auth/sign-in', { email: person.email, password: fresh });
      assert.equal(begun.status, 202, begun.text);
      assert.equal(begun.body.access_token, undefined);
      assert.equal((await answer(begun.body.challenge, appCode(secret))).status, 200);
    });

    test('is removed with the password', async () => {
      const person = await signUp();
      await enrol(person);
      assertProblem(await as(person).post('/v1/me/second-factor/remove', {}), 403, 'password_wrong');
      await as(person).expect(204, 'POST', '/v1/me/second-factor/remove', { password });
      assert.equal((await signIn(person)).status, 200);
    });

    test('is asked for after a provider, too', async () => {
      const name = `federated${++people}`;
      const enter = async () => {
        const person = new FederatedPerson(platform.authUrl);
        const { url } = await person.begin('oidc');
        return person.finish(await new Visitor().agree(url, name, `${kWeb}/callback`));
      };
      const person = { email: `${name}@example.test`, ...(await enter()).body.session };
      const { secret } = await enrol(person);
      const { body } = await enter();
      assert.equal(body.outcome, 'challenged');
      assert.equal(body.session, undefined);
      assert.equal((await answer(body.challenge.challenge, appCode(secret))).status, 200);
      await forget(person);
      // Without a password it is the code that confirms.
      assertProblem(await as(person).post('/v1/me/second-factor/remove', { password: '' }), 403,
        'code_wrong');
      await as(person).expect(204, 'POST', '/v1/me/second-factor/remove', { code: appCode(secret) });
    });

    test('a tenant that requires it asks who has none to set it up', async () => {
      const owner = await signUp();
      const wanted = { requires_second_factor: true };
      assertProblem(await as(owner).request('PUT', '/v1/sign-in-policy', wanted), 409, 'own_factor_missing');
      const other = (await signIn(owner)).body;
      await enrol(owner);
      await as(owner).expect(200, 'PUT', '/v1/sign-in-policy', wanted);
      assert.deepEqual(await as(owner).expect(200, 'GET', '/v1/sign-in-policy'), wanted);
      const refresh = (session) => auth.post('/v1/auth/refresh', { refresh_token: session.refresh_token });
      assert.equal((await refresh(owner)).status, 200, 'this session has given one');
      assertProblem(await refresh(other), 401, 'second_factor_required');

      // Somebody without one: it is set up on the way in.
      const guest = await signUp();
      await execute(`UPDATE tenants SET requires_second_factor = true WHERE id IN (SELECT tenant_id
        FROM members m JOIN users u ON u.id = m.user_id WHERE u.email = '${guest.email}')`);
      const { body } = await signIn(guest);
      assert.equal(body.enrols, true);
      const enrolment = await auth.expect(200, 'POST', '/v1/auth/challenges/enrol',
        { challenge: body.challenge });
      const entered = await answer(body.challenge, appCode(enrolment.secret));
      assert.equal(entered.status, 200, entered.text);
      assert.equal(entered.body.recovery_codes.length, 10);
      await forget(guest);
      const next = (await signIn(guest)).body;
      assert.equal(next.enrols, false);
      assertProblem(await auth.post('/v1/auth/challenges/enrol', { challenge: next.challenge }), 409,
        'already_enrolled');
      assert.equal((await answer(next.challenge, appCode(enrolment.secret))).status, 200);
    });
  });
}

test('the authenticator of these tests is that of RFC 6238', () => {
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  assert.equal(appCode(secret, 0, 59_000), '287082');
});
