// What is let into production: a tested digest, by somebody who typed the word; and the team hears of it.
import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { commit, digest, Pipeline } from './support/pipeline.mjs';

let pipeline, aws;
beforeEach(async () => {
  pipeline = await new Pipeline().start();
  aws = pipeline.aws;
});
afterEach(() => pipeline.stop());

const production = { DELIVERY_ENVIRONMENT: 'production', DELIVERY_CONFIRMATION: 'DEPLOY' };

for (const word of ['', 'deploy', 'DEPLOY ', 'YES']) {
  for (const step of ['confirm', 'promote', 'deploy']) {
    test(`${step} refuses production for the word "${word}", and calls nobody`, async () => {
      const { code, output } = await pipeline.run(step, { ...production, DELIVERY_CONFIRMATION: word });
      assert.equal(code, 1);
      assert.match(output, /only after DEPLOY was typed/);
      assert.deepEqual(aws.calls, []);
    });
  }
}

test('DEPLOY is accepted, and staging asks for no word', async () => {
  assert.equal((await pipeline.run('confirm', production)).code, 0);
  assert.equal((await pipeline.run('confirm')).code, 0);
});

test('promotes what staging has tested: the same manifest under one more tag', async () => {
  assert.equal((await pipeline.run('mark_tested')).code, 0);
  const { code, output } = await pipeline.run('promote', production);
  assert.equal(code, 0, output);
  const day = new Date().toISOString().slice(0, 10);
  assert.deepEqual(aws.images.get(digest).tags, [
    `git-${commit}`,
    `tested-${commit}`,
    `prod-${day}-${commit}`,
  ]);
  assert.equal((await pipeline.run('promote', production)).code, 0, 'a repeated step is no fault');
});

test('refuses what staging has not tested', async () => {
  const { code, output } = await pipeline.run('promote', production);
  assert.equal(code, 1);
  assert.match(output, /has not passed staging/);
  assert.deepEqual(aws.images.get(digest).tags, [`git-${commit}`]);
});

test('refuses what the pipeline has not built', async () => {
  aws.images.get(digest).tags = ['tested-by-hand'];
  assert.match((await pipeline.run('promote', production)).output, /does not come from the pipeline/);
  const unknown = await pipeline.run('promote', {
    ...production,
    DELIVERY_DIGEST: `sha256:${'0'.repeat(64)}`,
  });
  assert.equal(unknown.code, 1);
  assert.equal(aws.called('PutImage').length, 0);
});

test('signs in at the registry without the password on a command line', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'buildah-'));
  writeFileSync(join(folder, 'buildah'), `#!/bin/sh\necho "$@" >${folder}/arguments\ncat >${folder}/input\n`);
  chmodSync(join(folder, 'buildah'), 0o755);
  const { code, output } = await pipeline.run('login', { PATH: `${folder}:${process.env.PATH}` });
  assert.equal(code, 0, output);
  assert.equal(readFileSync(join(folder, 'input'), 'utf8'), 'pass word');
  assert.equal(
    readFileSync(join(folder, 'arguments'), 'utf8').trim(),
    'login --username AWS --password-stdin 111122223333.dkr.ecr.eu-central-1.amazonaws.com',
  );
});

for (const [result, pattern] of [
  ['success', /production now runs sha256:a1/],
  ['failure', /to production failed/],
  ['cancelled', /was cancelled, and what it had moved was ordered back/],
  ['skipped', /was not delivered/],
]) {
  test(`tells the team of ${result}, with the page of the run`, async () => {
    assert.equal((await pipeline.run('notify', { ...production, DELIVERY_RESULT: result })).code, 0);
    assert.match(pipeline.messages[0], pattern);
    assert.match(pipeline.messages[0], /actions\/runs\/1$/);
  });
}

test('a message that Slack does not take is a failure that is seen', async () => {
  pipeline.slackStatus = 404;
  const { code, output } = await pipeline.run('notify');
  assert.equal(code, 1);
  assert.match(output, /did not take the message: 404/);
});

test('an unknown step is refused with the names of all', async () => {
  const { code, output } = await pipeline.run('destroy');
  assert.equal(code, 1);
  assert.match(output, /Name a step: confirm, login, mark_tested, promote, deploy, roll_back, smoke, notify/);
});
