// Signing in through providers: a real one, GitHub's way, and one that lies; over both databases.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertProblem, Client } from './support/client.mjs';
import { databaseOf } from './support/database.mjs';
import { FederatedPerson, kWeb } from './support/federated_person.mjs';
import { startGithub } from './support/github_peer.mjs';
import { startHostileProvider } from './support/hostile_provider.mjs';
import { startOidcProvider, Visitor } from './support/oidc_provider.mjs';
import { eventually, startPlatform } from './support/platform.mjs';
import { startPostgres } from './support/postgres.mjs';

const kCallback = `${kWeb}/callback`;
const password = 'correct horse battery 7';
let postgres, people = 0;
before(async () => { postgres = await startPostgres(); });
after(() => postgres?.stop());

for (const database of ['sqlite', 'postgres']) {
  describe(`providers on ${database}`, () => {
    let platform, provider, github, execute, auth;
    before(async () => {
      const databaseUrl = database === 'postgres' ? await postgres.createDatabase() : undefined;
      provider = await startOidcProvider({ redirectUris: [kCallback] });
      github = await startGithub();
      platform = await startPlatform({ command: 'auth', databaseUrl,
        settings: { ...provider.settings, ...github.settings } });
      execute = databaseOf(postgres, databaseUrl, platform.dataDir);
      auth = new Client(platform.authUrl);
    });
    after(async () => {
      await platform?.stop();
      provider?.stop();
      github?.stop();
    });

    const newPerson = () => new FederatedPerson(platform.authUrl);
    const newName = (word = 'person') => `${word}${++people}`;
    const as = (session) => new Client(platform.authUrl, session.access_token);
    const signUp = async (name) => ({ ...await auth.expect(201, 'POST', '/v1/auth/sign-up',
      { email: `${name}@example.test`, password, name }), name });
    // Through the real provider, to the end.
    const signIn = async (name, person = newPerson()) => {
      const { url, answer } = await person.begin('oidc', { return_to: 'http://localhost:3001/agents' });
      assert.equal(answer.status, 200, answer.text);
      return person.finish(await new Visitor().agree(url, name, kCallback));
    };

    test('what is configured is offered', async () => {
      const { providers } = await auth.expect(200, 'GET', '/v1/auth/options');
      assert.deepEqual(providers, [{ id: 'github', name: 'GitHub' }, { id: 'oidc', name: 'Example ID' }]);
      assertProblem((await newPerson().begin('google')).answer, 404);
    });

    test('somebody new gets an account and a tenant, and comes back to it', async () => {
      const name = newName();
      const first = await signIn(name);
      assert.equal(first.status, 200, first.text);
      assert.equal(first.body.outcome, 'signed_in');
      assert.equal(first.body.return_to, 'http://localhost:3001/agents');
      assert.equal(first.body.session.role, 'owner');
      assert.equal(first.body.session.refresh_token, undefined);
      assert.match(first.headers.getSetCookie().join('\n'), /^elevaite_refresh=.*HttpOnly; SameSite=Lax/m);
      const me = await as(first.body.session).expect(200, 'GET', '/v1/me');
      assert.equal(me.email, `${name}@example.test`);
      assert.equal(me.name, `Person ${name}`);
      const { data: [made] } = await as(first.body.session).expect(200, 'GET',
        '/v1/audit-events?action=tenant.created');
      assert.deepEqual([made.target.id, made.actor.user_id, made.after.provider],
        [first.body.session.tenant_id, me.id, 'oidc']);
      const again = await signIn(name);
      assert.equal(again.body.session.user_id, first.body.session.user_id);
      const ways = await as(again.body.session).expect(200, 'GET', '/v1/me/identities');
      assert.equal(ways.has_password, false);
      assert.deepEqual(ways.data.map((one) => [one.provider, one.provider_name, one.email]),
        [['oidc', 'Example ID', `${name}@example.test`]]);
      const sessions = await as(again.body.session).all('/v1/me/sessions');
      assert.deepEqual(sessions.map((one) => one.provider), ['oidc', 'oidc']);
      // No password matches an account that has none.
      assertProblem(await auth.post('/v1/auth/sign-in', { email: me.email, password: '' }), 401);
      assertProblem(await as(again.body.session).delete(`/v1/me/identities/${ways.data[0].id}`), 409,
        'last_sign_in_method');
    });

    test('the flow belongs to the browser that began it, and works once', async () => {
      const [person, thief] = [newPerson(), newPerson()];
      const { url, answer } = await person.begin('oidc');
      const cookie = answer.headers.getSetCookie()[0];
      assert.match(cookie, /^elevaite_flow_[\w-]+=[\w-]{43}; Path=\/; Max-Age=600; HttpOnly; /);
      assert.match(cookie, /; HttpOnly; SameSite=Lax; Secure$/);
      for (const name of ['state', 'nonce', 'code_challenge']) {
        assert.match(url.searchParams.get(name), /^[\w-]{43}$/, name);
      }
      assert.equal(url.searchParams.get('code_challenge_method'), 'S256');
      assert.equal(url.searchParams.get('redirect_uri'), kCallback);
      const back = await new Visitor().agree(url, newName(), kCallback);
      assert.equal(back.searchParams.get('iss'), provider.issuer);
      assertProblem(await thief.finish(back), 401, 'flow_unknown');
      assertProblem(await person.finish(back), 401, 'flow_unknown');

      const other = await person.begin('oidc');
      const landed = await new Visitor().agree(other.url, newName(), kCallback);
      const kept = new Map(person.cookies);
      assert.equal((await person.finish(landed)).status, 200);
      person.cookies = kept;
      assertProblem(await person.finish(landed), 401, 'flow_unknown');
    });

    test('two tabs do not get into each other\'s way', async () => {
      const person = newPerson();
      const tabs = [await person.begin('oidc'), await person.begin('oidc')];
      const name = newName();
      for (const { url } of tabs) {
        const back = await new Visitor().agree(url, name, kCallback);
        assert.equal((await person.finish(back)).status, 200);
      }
    });

    test('a foreign page cannot begin or finish anything', async () => {
      const headers = { Origin: 'http://evil.test' };
      assertProblem(await auth.post('/v1/auth/providers/oidc/begin', {}, headers), 403, 'origin_refused');
      assertProblem(await auth.post('/v1/auth/providers/callback', { state: 'x', code: 'y' }, headers), 403,
        'origin_refused');
    });

    test('an address alone opens no account', async () => {
      const owner = await signUp(newName());
      assertProblem(await signIn(owner.name), 409, 'link_required');
      const unproven = newName('unproven');
      assertProblem(await signIn(unproven), 403, 'email_unverified');
      await signUp(unproven);
      assertProblem(await signIn(unproven), 403, 'email_unverified');
      // Once it is shown to be theirs, both sides are sure of it.
      await execute(`UPDATE users SET email_verified_at = 1 WHERE email = '${owner.name}@example.test'`);
      const signedIn = await signIn(owner.name);
      assert.equal(signedIn.status, 200, signedIn.text);
      assert.equal(signedIn.body.session.user_id, owner.user_id);
    });

    test('an account is connected in the account page, and taken away again', async () => {
      const owner = await signUp(newName());
      const elsewhere = newName('unproven');
      const person = newPerson();
      const { url, answer } = await person.connect('oidc', owner);
      assert.equal(answer.status, 200, answer.text);
      const connected = await person.finish(await new Visitor().agree(url, elsewhere, kCallback));
      assert.equal(connected.status, 200, connected.text);
      assert.equal(connected.body.outcome, 'connected');
      assert.equal(connected.body.session, undefined);
      const signedIn = await signIn(elsewhere);
      assert.equal(signedIn.body.session.user_id, owner.user_id);

      const stranger = await signUp(newName());
      const second = await person.connect('oidc', stranger);
      assertProblem(await person.finish(await new Visitor().agree(second.url, elsewhere, kCallback)), 409,
        'identity_taken');
      const { data: [identity] } = await as(owner).expect(200, 'GET', '/v1/me/identities');
      assertProblem(await as(stranger).delete(`/v1/me/identities/${identity.id}`), 404);
      await as(owner).expect(204, 'DELETE', `/v1/me/identities/${identity.id}`);
      assertProblem(await signIn(elsewhere), 403, 'email_unverified');
    });

    test('the keys of a provider may change at any time, and the way it signs', async () => {
      const name = newName();
      const first = await signIn(name);
      // Databases have nothing to do with it, and keys take long to make.
      const algorithms = database === 'sqlite' ? ['ES256', 'PS256', 'EdDSA'] : ['EdDSA'];
      for (const algorithm of algorithms) {
        await provider.restart(algorithm);
        // Newer keys are asked for at most every few seconds.
        const again = await eventually(async () => {
          const answer = await signIn(name);
          return answer.status === 200 && answer;
        }, `${algorithm} is taken`, { within: 30_000, every: 500 });
        assert.equal(again.body.session.user_id, first.body.session.user_id);
      }
      await provider.restart('RS256');
    });

    test('GitHub: the primary, proven address counts, and the number is who it is', async () => {
      const login = newName('octocat');
      const user = { id: 1000 + people, login, emails: [
        { email: `old-${login}@example.test`, primary: false, verified: true },
        { email: `${login}@example.test`, primary: true, verified: true }] };
      const enter = async (who, change = {}) => {
        const person = newPerson();
        const { url } = await person.begin('github');
        const code = github.agree(url, who);
        return person.finish({ state: url.searchParams.get('state'), code, ...change });
      };
      const first = await enter(user);
      assert.equal(first.status, 200, first.text);
      assert.equal((await as(first.body.session).expect(200, 'GET', '/v1/me')).email,
        `${login}@example.test`);
      const renamed = { ...user, login: 'other', emails: [] };
      assert.equal((await enter(renamed)).body.session.user_id, first.body.session.user_id);
      const unproven = { id: 5000 + people, login: 'x',
        emails: [{ email: 'victim@example.test', primary: true, verified: false }] };
      assertProblem(await enter(unproven), 403, 'email_unverified');
      assertProblem(await enter(user, { code: 'invented' }), 401, 'provider_refused');
    });

    test('who declines is told so', async () => {
      const person = newPerson();
      const { url } = await person.begin('oidc');
      assertProblem(await person.finish({ state: url.searchParams.get('state'), error: 'access_denied' }),
        403, 'access_denied');
    });
  });
}

describe('a provider that lies', () => {
  let platform, hostile;
  before(async () => {
    hostile = await startHostileProvider();
    platform = await startPlatform({ command: 'auth', settings: hostile.settings });
  });
  after(async () => {
    await platform?.stop();
    hostile?.stop();
  });

  async function attempt(plan = {}, back = {}) {
    const person = new FederatedPerson(platform.authUrl);
    const { url, answer } = await person.begin('oidc');
    assert.equal(answer.status, 200, answer.text);
    hostile.nonce = url.searchParams.get('nonce');
    hostile.plan = plan;
    const body = { state: url.searchParams.get('state'), code: 'code', iss: hostile.issuer, ...back };
    const finished = await person.finish(body);
    hostile.plan = {};
    return finished;
  }
  const second = () => Math.floor(Date.now() / 1000);

  test('is believed when it does not lie', async () => {
    for (const claims of [{}, { aud: ['elevaite', 'other'], azp: 'elevaite' }, { exp: second() - 30 },
      { iat: second() + 30 }]) {
      const answer = await attempt({ claims });
      assert.equal(answer.status, 200, answer.text);
    }
  });

  test('is refused when its token is not for this sign-in', async () => {
    for (const claims of [{ nonce: 'another' }, { nonce: null }, { aud: 'other' }, { aud: null },
      { aud: ['elevaite', 'other'] }, { azp: 'other' }, { iss: 'https://accounts.google.com' },
      { iss: null }, { sub: null }, { sub: '' }, { sub: 'x'.repeat(256) }, { exp: second() - 3600 },
      { exp: null }, { iat: second() + 3600 }, { iat: second() - 3600 }, { iat: null },
      { nbf: second() + 3600 }, { exp: 'soon' }, { at_hash: 'AAAA' }]) {
      assertProblem(await attempt({ claims }), 401, 'provider_token_invalid');
    }
  });

  test('is refused when its token is not signed by its keys', async () => {
    const tricks = [
      { token: hostile.unsigned }, { token: hostile.confused }, { key: hostile.stranger },
      { header: { kid: 'unknown' } }, { header: { typ: 'at+jwt' } },
      { header: { jwk: hostile.jwks.keys[0] } }, { header: { jku: `${hostile.issuer}/jwks` } },
      { token: () => 'a.b.c' }, { token: () => '' }, { token: () => 'x'.repeat(100_000) },
      { claims: { padding: 'x'.repeat(20_000) } },
    ];
    for (const trick of tricks) {
      assertProblem(await attempt(trick), 401, 'provider_token_invalid');
    }
  });

  test('cannot make the platform ask for its keys again and again', async () => {
    hostile.counts['/jwks'] = 0;
    for (let i = 0; i < 5; ++i) await attempt({ header: { kid: `unknown-${i}` } });
    assert.ok(hostile.counts['/jwks'] <= 3, `${hostile.counts['/jwks']} times`);
  });

  test('gets no code that belongs to another (RFC 9207)', async () => {
    hostile.counts['/token'] = 0;
    for (const back of [{ iss: 'https://honest.example' }, { iss: undefined },
      { iss: `${hostile.issuer}/` }]) {
      assertProblem(await attempt({}, back), 401, 'provider_mismatch');
    }
    assert.equal(hostile.counts['/token'], 0, 'no code was sent');
  });

  test('cannot hold anybody up with slow, endless or redirected answers', async () => {
    const path = '/token';
    const answers = {
      slow: () => {},
      trickle: (_, response) => {
        response.writeHead(200, { 'Content-Type': 'application/json' }).write('{"a":"');
      },
      endless: (_, response) => {
        response.writeHead(200, { 'Content-Type': 'application/json' });
        response.write('{"a":"');
        const write = () => { while (response.write('x'.repeat(65_536)) && !response.destroyed); };
        response.on('drain', write).on('error', () => {});
        write();
      },
      loop: (_, response) => response.writeHead(302, { Location: path }).end(),
      'not JSON': (_, response) => response.writeHead(200).end('<html>'),
      reset: (request) => request.socket.destroy(),
    };
    for (const [name, give] of Object.entries(answers)) {
      const answer = await attempt({ answer: { path, give } });
      assertProblem(answer, 503, 'provider_unavailable');
      assert.ok(!answer.text.includes('127.0.0.1'), `${name} tells no address`);
    }
    for (const status of [400, 401, 500]) {
      const give = (_, response) => response.writeHead(status).end('{}');
      assertProblem(await attempt({ answer: { path, give } }), 401, 'provider_refused');
    }
    assert.equal((await attempt()).status, 200, 'it goes on afterwards');
  });
});

test('a discovery document of somebody else is not believed', async () => {
  for (const discovery of [{ issuer: 'https://honest.example' },
    { token_endpoint: 'http://honest.example/t' },
    { jwks_uri: 'file:///etc/passwd' }, { authorization_endpoint: 'javascript:alert(1)' }]) {
    const hostile = await startHostileProvider();
    hostile.discovery = discovery;
    const platform = await startPlatform({ command: 'auth', settings: hostile.settings });
    const { answer } = await new FederatedPerson(platform.authUrl).begin('oidc');
    assertProblem(answer, 503, 'provider_unavailable');
    await platform.stop();
    hostile.stop();
  }
});

test('a provider that is set up wrongly is told at the start', async () => {
  for (const settings of [{ 'google.client_id': 'x' }, { 'oidc.client_id': 'x' },
    { 'oidc.client_id': 'x', 'oidc.issuer': 'http://honest.example' }]) {
    await assert.rejects(startPlatform({ command: 'auth', settings }), /client_secret|client_id/);
  }
});
