// What a password may be, that it is taken exactly as it was typed, and that nobody is there before the first
// account.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertProblem, Client } from './support/client.mjs';
import { databaseOf } from './support/database.mjs';
import { startPlatform } from './support/platform.mjs';

let platform, auth, people = 0;
before(async () => {
  platform = await startPlatform();
  auth = new Client(platform.authUrl);
});
after(() => platform?.stop());

const newEmail = () => `typist${++people}@example.test`;
const signUp = (password, email = newEmail()) => auth.post('/v1/auth/sign-up', { email, password });
const signIn = (email, password) => auth.post('/v1/auth/sign-in', { email, password });

test('any characters do, and none must be there', async () => {
  for (const password of ['quietly walking home', 'QUIETLYWALKINGHOME', '830591746208351927',
    '~!@#$%^&*()_+{}|<>?', 'тихо иду домой сегодня',
    '静かに家まで歩いて帰る今日は寒い', '🦊🌲🌧🏔🚲📚🎻🫖🧭🪵🧊🛶🦉🌾🔭', '                 a space  ',
    'quote\' or 1=1; -- "x"', '<script>alert(1)</script>']) {
    const answer = await signUp(password);
    assert.equal(answer.status, 201, `${password}: ${answer.text}`);
  }
});

test('64 characters and more are taken, to the last one', async () => {
  for (const length of [64, 128, 256]) {
    const email = newEmail();
    const password = 'seven wise owls '.repeat(16).slice(0, length - 1) + 'x';
    // What repeats is refused, so the beginning says which one it is.
    const unique = `${length} ${password}`.slice(0, length - 1) + 'y';
    assert.equal((await signUp(unique, email)).status, 201);
    assert.equal((await signIn(email, unique)).status, 200);
    assertProblem(await signIn(email, unique.slice(0, -1)), 401, 'sign_in_failed');
    assertProblem(await signIn(email, `${unique.slice(0, -1)}z`), 401, 'sign_in_failed');
  }
  assertProblem(await signUp('seven wise owls and '.repeat(20)), 400);
});

test('a password counts exactly as it was typed', async () => {
  const password = '  Mañana Überfahrt 7 Ånger  ';
  const email = newEmail();
  assert.equal((await signUp(password, email)).status, 201);
  for (const other of [password.trim(), password.trimEnd(), password.toLowerCase(), password.toUpperCase(),
    password.replaceAll('  ', ' '), `${password}\n`, `${password}\0`]) {
    const answer = await signIn(email, other);
    // Wrong ones slow the account down after a while; none of them is let in.
    assert.ok([400, 401, 429].includes(answer.status), `${JSON.stringify(other)}: ${answer.text}`);
  }
  // The next account has no wait behind it.
  const again = newEmail();
  assert.equal((await signUp(password, again)).status, 201);
  assert.equal((await signIn(again, password)).status, 200);
});

test('a password does not get too old: after ten years it still signs in', async () => {
  const email = newEmail();
  assert.equal((await signUp('walking home in the rain', email)).status, 201);
  const longAgo = (Date.now() - 10 * 365 * 24 * 3600 * 1000) * 1000;
  await databaseOf(null, undefined, platform.dataDir)(`UPDATE users SET password_changed_at = ${longAgo},
    created_at = ${longAgo} WHERE email = '${email}'`);
  assert.equal((await signIn(email, 'walking home in the rain')).status, 200);
});

test('nobody is there before the first account: no usual name with a usual password', async () => {
  const names = ['admin', 'root', 'administrator', 'sa', 'guest', 'test', 'demo', 'elevaite'];
  const hosts = ['localhost', 'example.com', 'elevaite.local', 'elevaite.com'];
  const secrets = ['admin', 'password', 'root', 'elevaite', 'demo', 'changeme', '', 'adminadminadmin'];
  const { email } = platform.demo;
  for (const name of [...names.flatMap((name) => hosts.map((host) => `${name}@${host}`)), ...names]) {
    const secret = secrets[name.length % secrets.length];
    const answer = await signIn(name, secret);
    assert.ok([400, 401, 429].includes(answer.status), `${name}: ${answer.text}`);
  }
  for (const secret of secrets) {
    assert.ok([400, 401, 429].includes((await signIn(email, secret)).status), `${email} with ${secret}`);
  }
});

test('the seeded account has a password of its own on every installation', async () => {
  const other = await startPlatform();
  try {
    assert.ok(platform.demo.password.length >= 15);
    assert.notEqual(other.demo.password, platform.demo.password);
    assert.notEqual(other.demo.api_key, platform.demo.api_key);
    const answer = await new Client(other.authUrl).post('/v1/auth/sign-in',
      { email: other.demo.email, password: platform.demo.password });
    assertProblem(answer, 401, 'sign_in_failed');
  } finally {
    await other.stop();
  }
});
