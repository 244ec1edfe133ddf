// The compose file is valid and safe on a developer's machine; each rule is shown a fault.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import { composeFindings } from './support/compose.mjs';
import { assertCaught, plant, read } from './support/repository.mjs';

const text = read('docker/compose.yaml');
const { services } = parse(text, { merge: true });

test('the compose file has no findings', () => {
  assert.deepEqual(composeFindings(text), []);
});

test('the compose file has every part of the platform', () => {
  assert.deepEqual(Object.keys(services).sort(), [
    'auth',
    'auth-app',
    'elevaite-app',
    'emulator',
    'engine',
    'mail',
    'migrate',
    'postgres',
    'qdrant',
    'redis',
    'worker',
  ]);
});

test('what the services name at the emulator is what it makes', () => {
  const made = JSON.parse(read('docker/emulator.json'));
  const settings = services.engine.environment;
  const queue = (url) => url.match(/^sqs:\/\/([^?]+)\?/)[1];
  for (const key of ['ELEVAITE_JOBS_QUICK_URL', 'ELEVAITE_JOBS_LONG_URL']) {
    const found = made.queues.find(({ name }) => name === queue(settings[key]));
    const dead = JSON.parse(found.attributes.RedrivePolicy).deadLetterTargetArn.split(':').at(-1);
    assert.ok(
      made.queues.some(({ name }) => name === dead),
      dead,
    );
  }
  assert.deepEqual(made.buckets, [settings.ELEVAITE_FILES_URL.match(/^s3:\/\/([^?]+)\?/)[1]]);
});

test('the master key of development has 32 bytes', () => {
  const [, key] = services.auth.environment.ELEVAITE_SECRETS_MASTER_KEYS.split(':');
  assert.equal(Buffer.from(key, 'base64').length, 32);
});

const faults = [
  ['an unknown key of a service', 'read_only: true', 'readonly: true', /additional properties/],
  ['a wrong type', 'retries: 12', 'retries: [12]', /must be/],
  ['a port that is open to everybody', '127.0.0.1:5432:5432', '5432:5432', /open to other machines/],
  ['an image without a version', 'redis:7.4.2-bookworm', 'redis:latest', /not pinned/],
  [
    'a dependency that is not there',
    'migrate: {condition: service_c',
    'migrated: {condition: service_c',
    /not there/,
  ],
  [
    'waiting for the health of what has none',
    'service_completed_successfully',
    'service_healthy',
    /waits for the health/,
  ],
  ['a misspelt condition', 'service_completed_successfully', 'service_completed', /must be equal to/],
  ['a key that the program refuses', 'ELEVAITE_MAIL_URL', 'ELEVAITE_SMTP_URL', /ELEVAITE_SMTP_URL is no key/],
  ['a volume that is not declared', /^ {2}qdrant: \{\}\n/m, '', /volume qdrant/],
  ['a writable root', 'read_only: true', 'read_only: false', /can be written/],
  ['capabilities', 'cap_drop: [ALL]', 'cap_drop: []', /keeps capabilities/],
  [
    'no health check',
    /healthcheck:\n {6}test: \[CMD, redis-cli, ping\]/,
    'x-check:\n      test: []',
    /redis: has no health/,
  ],
  ['an unknown anchor', 'build: *build', 'build: *biuld', /biuld/],
];
for (const [name, from, to, pattern] of faults) {
  test(`catches ${name}`, () => assertCaught(composeFindings(plant(text, from, to)), pattern));
}
