// A delivery that is cut off half-way, as GitHub does with a cancelled workflow, and the step that puts back.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { revisionArn } from './support/fake_aws.mjs';
import { Pipeline } from './support/pipeline.mjs';

const services = ['auth-api', 'workflow-engine', 'worker-quick'];
let pipeline, aws;
beforeEach(async () => {
  pipeline = await new Pipeline().start();
  aws = pipeline.aws;
});
afterEach(() => pipeline.stop());

const running = () => services.map((name) => aws.services.get(name).taskDefinition);
const before = services.map((name) => revisionArn(`${name}:7`));

/** Begins a delivery and kills it at the nth call of an operation, before the call is answered. */
async function cutOff(operation, nth, signal = 'SIGINT') {
  let calls = 0;
  const original = aws[operation].bind(aws);
  let child;
  aws[operation] = (body) => {
    calls += 1;
    if (calls === nth) child.kill(signal);
    return original(body);
  };
  child = pipeline.begin('deploy');
  const ended = await pipeline.ending(child);
  aws[operation] = original;
  assert.equal(ended.signal, signal, ended.output);
  const moved = aws.called('UpdateService').length;
  // Whatever was ordered before goes on at AWS, though nobody waits for it.
  for (let look = 0; look < 3; look += 1) aws.DescribeServices({ services });
  return moved;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGKILL']) {
  for (const nth of [1, 2, 3]) {
    test(`${signal} while service ${nth} is replaced: what was moved goes back, the last first`, async () => {
      const moved = await cutOff('UpdateService', nth, signal);
      assert.equal(moved, nth);
      assert.notDeepEqual(running(), before);
      const { code, output } = await pipeline.run('roll_back');
      assert.equal(code, 0, output);
      assert.deepEqual(running(), before);
      assert.deepEqual(
        aws
          .called('UpdateService')
          .slice(moved)
          .map(({ body }) => body.service),
        services.slice(0, nth).toReversed(),
      );
      assert.match(output, /What ran before the delivery runs again/);
    });
  }
}

test('cut off in the smoke tests: everything goes back', async () => {
  await cutOff('GetQueueAttributes', 2);
  assert.notDeepEqual(running(), before);
  assert.equal((await pipeline.run('roll_back')).code, 0);
  assert.deepEqual(running(), before);
});

test('cut off in the migration: nothing was moved, and nothing is', async () => {
  await cutOff('DescribeTasks', 1);
  const { code, output } = await pipeline.run('roll_back');
  assert.equal(code, 0);
  assert.match(output, /Nothing is to be rolled back/);
  assert.deepEqual(aws.called('UpdateService'), []);
});

test('after a delivery that ended, well or badly, there is nothing to put back', async () => {
  assert.equal((await pipeline.run('deploy')).code, 0);
  const after = running();
  assert.match((await pipeline.run('roll_back')).output, /Nothing is to be rolled back/);
  assert.deepEqual(running(), after);
  pipeline.isReady = false;
  assert.equal((await pipeline.run('deploy')).code, 1);
  const ordered = aws.called('UpdateService').length;
  assert.match((await pipeline.run('roll_back')).output, /Nothing is to be rolled back/);
  assert.equal(aws.called('UpdateService').length, ordered);
});

test('all are ordered back before any is waited for; one that refuses does not keep the others', async () => {
  await cutOff('UpdateService', 3);
  const from = aws.calls.length;
  aws.takes = (name) => (name === 'worker-quick' ? 'fails' : 'starts');
  const { code, output } = await pipeline.run('roll_back');
  assert.equal(code, 1);
  assert.match(output, /worker-quick was not rolled back/);
  const calls = aws.calls.slice(from).map(({ operation }) => operation);
  assert.ok(calls.lastIndexOf('UpdateService') < calls.indexOf('DescribeServices'));
  assert.deepEqual(running().slice(0, 2), before.slice(0, 2));
  // It can be tried once more.
  aws.takes = () => 'starts';
  assert.equal((await pipeline.run('roll_back')).code, 0);
  assert.deepEqual(running(), before);
});

test('what an earlier delivery left on the machine is not undone', async () => {
  const services = [{ name: 'auth-api', before: revisionArn('auth-api:3') }];
  writeFileSync(
    join(pipeline.temporary, 'elevaite-main-moved.json'),
    JSON.stringify({ cluster: 'main', digest: `sha256:${'0'.repeat(64)}`, services }),
  );
  const { code, output } = await pipeline.run('roll_back');
  assert.equal(code, 0);
  assert.match(output, /Nothing is to be rolled back/);
  assert.deepEqual(running(), before);
});
