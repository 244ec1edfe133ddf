// The Dockerfiles are linted, and each rule of the lint is shown a fault.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { dockerfileFindings } from './support/dockerfile.mjs';
import { assertCaught, plant, read, root } from './support/repository.mjs';

const files = readdirSync(join(root, 'docker')).filter((name) => name.endsWith('Dockerfile'));

test('there is a Dockerfile for the program and one for the apps', () => {
  assert.deepEqual(files.sort(), ['Dockerfile', 'web.Dockerfile']);
});

for (const name of files) {
  test(`${name} has no findings`, () => {
    assert.deepEqual(dockerfileFindings(read(`docker/${name}`)), []);
  });
}

const faults = [
  ['an unpinned base', /debian:12\.12-slim/, 'debian:latest', /debian:latest is not pinned/],
  ['root', /^USER .*/m, 'USER root', /runs as root/],
  ['no user at all', /^USER .*\n/m, '', /runs as root/],
  ['no health check', /^HEALTHCHECK .*\n/m, '', /no HEALTHCHECK/],
  ['a shell around the command', 'CMD ["up"]', 'CMD up', /CMD goes through a shell/],
  ['a command in the last stage', 'USER 10001:10001', 'RUN true\nUSER 10001:10001', /only copy/],
  ['an unknown instruction', 'EXPOSE', 'EXPOZE', /unknown instruction/i],
  ['an unknown flag', 'COPY --from=root', 'COPY --form=root', /form/],
  ['a stage that is not there', 'FROM scratch', 'FROM ${NOWHERE}', /NOWHERE|not pinned/],
  ['a misspelt signal', 'SIGTERM', 'SIGTERN', /no signal SIGTERN/],
  ['recommended packages', / --no-install-recommends/g, '', /only recommended/],
  ['lists of apt in a layer', /rm -rf \/var\/lib\/apt\/lists\/\*/g, 'true', /lists of apt/],
  ['a secret in the history', 'ARG VERSION=0.0.0', 'ARG API_KEY=abc', /secret/],
  [
    'a key that the program refuses',
    'ELEVAITE_AUTH_ADDRESS',
    'ELEVAITE_AUTH_HOST',
    /ELEVAITE_AUTH_HOST is no key/,
  ],
  ['ADD', 'COPY . .', 'ADD . .', /ADD fetches/],
];
for (const [name, from, to, pattern] of faults) {
  test(`catches ${name}`, () => {
    assertCaught(dockerfileFindings(plant(read('docker/Dockerfile'), from, to)), pattern);
  });
}
