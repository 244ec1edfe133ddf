// A delivery from its first call to its last, against fakes of AWS: what is replaced, and what is put back.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { repositoryUri, revisionArn } from './support/fake_aws.mjs';
import { digest, Pipeline } from './support/pipeline.mjs';

const services = ['auth-api', 'workflow-engine', 'worker-quick'];
let pipeline, aws;
beforeEach(async () => {
  pipeline = await new Pipeline().start();
  aws = pipeline.aws;
});
afterEach(() => pipeline.stop());

const assertNothingMoved = () => {
  assert.deepEqual(aws.called('UpdateService'), []);
  for (const name of services) assert.equal(aws.services.get(name).taskDefinition, revisionArn(`${name}:7`));
};
const assertAllBack = () => {
  for (const name of services)
    assert.equal(aws.services.get(name).taskDefinition, revisionArn(`${name}:7`), name);
};

test('migrates, replaces the services in order and tries them out', async () => {
  const { code, output } = await pipeline.run('deploy');
  assert.equal(code, 0, output);
  for (const name of services) assert.equal(aws.imageOf(name), `${repositoryUri}@${digest}`);
  assert.deepEqual(
    aws.called('UpdateService').map(({ body }) => body.service),
    services,
  );
  const order = aws.calls.map(({ operation }) => operation);
  assert.ok(
    order.lastIndexOf('DescribeTasks') < order.indexOf('UpdateService'),
    'migrates before it replaces',
  );
  assert.match(output, /Smoke tests passed/);
});

test('the next revision is the running one with another image, and nothing else is changed', async () => {
  await pipeline.run('deploy');
  const [{ body }] = aws.called('RegisterTaskDefinition');
  const before = aws.definitions.get(revisionArn('auth-api:7'));
  assert.deepEqual(body.containerDefinitions, [
    { ...before.containerDefinitions[0], image: `${repositoryUri}@${digest}` },
    before.containerDefinitions[1],
  ]);
  assert.deepEqual(body.tags, [{ key: 'Project', value: 'ElevAIte' }]);
});

test('migrates in the network of the services, with the new image', async () => {
  await pipeline.run('deploy');
  const [{ body }] = aws.called('RunTask');
  assert.equal(body.taskDefinition, revisionArn('migrate:4'));
  assert.equal(
    aws.definitions.get(body.taskDefinition).containerDefinitions[0].image,
    `${repositoryUri}@${digest}`,
  );
  assert.deepEqual(body.networkConfiguration.awsvpcConfiguration.subnets, ['subnet-1']);
});

test('borrows the role of its environment by the identity that GitHub gives', async () => {
  await pipeline.run('deploy');
  assert.deepEqual(pipeline.identityAudiences, ['sts.amazonaws.com']);
  const [{ body }] = aws.called('AssumeRoleWithWebIdentity');
  assert.equal(body.WebIdentityToken, 'header.payload.signature');
  assert.equal(body.RoleArn, 'arn:aws:iam::111122223333:role/deploy');
});

for (const [name, exit] of [
  ['fails', 1],
  ['never runs', undefined],
]) {
  test(`a migration that ${name} leaves everything as it was and shows its log`, async () => {
    aws.migrationExit = exit;
    const { code, output } = await pipeline.run('deploy');
    assert.equal(code, 1);
    assert.match(output, /log of migrate\/migrate\/abc123/);
    assert.match(output, /The migration failed: Essential container/);
    assertNothingMoved();
  });
}

test('a migration that does not start leaves everything as it was', async () => {
  aws.RunTask = () => ({ tasks: [], failures: [{ reason: 'RESOURCE:MEMORY' }] });
  const { code, output } = await pipeline.run('deploy');
  assert.equal(code, 1);
  assert.match(output, /did not start: RESOURCE:MEMORY/);
  assertNothingMoved();
});

const smokeFaults = [
  [
    'an API is not ready',
    () => {
      pipeline.isReady = false;
    },
    /readyz answers well/,
  ],
  [
    'the agent says nothing',
    () => {
      pipeline.answer = [];
    },
    /did not finish an answer/,
  ],
  [
    'a job has died',
    () => {
      const counts = [3, 4];
      aws.dead = () => counts.shift();
    },
    /1 jobs have died/,
  ],
  [
    'nobody can sign in',
    () => {
      pipeline.signInStatus = 503;
    },
    /Signing in: answered 503/,
  ],
  [
    'signing in asks for a second factor',
    () => {
      pipeline.signInStatus = 202;
    },
    /Signing in: answered 202 instead of 200$/m,
  ],
  [
    'a quick job fails',
    () => {
      pipeline.jobEnds = 'failed';
    },
    /job_1 has failed: Out of luck/,
  ],
  [
    'no worker does the quick job',
    () => {
      pipeline.jobEnds = 'queued';
    },
    /Gave up waiting until the quick job job_1 has ended/,
  ],
  [
    'a file comes back changed',
    () => {
      pipeline.fileComesBack = (bytes) => bytes.subarray(1);
    },
    /came back changed/,
  ],
];
for (const [name, plantFault, pattern] of smokeFaults) {
  test(`rolls everything back, in reverse, when ${name}`, async () => {
    plantFault();
    const { code, output } = await pipeline.run('deploy');
    assert.equal(code, 1);
    assert.match(output, pattern);
    assertAllBack();
    assert.deepEqual(
      aws.called('UpdateService').map(({ body }) => body.service),
      [...services, ...services.toReversed()],
    );
  });
}

test('rolls back when the smoke test is not let in', async () => {
  const { code, output } = await pipeline.run('deploy', { DELIVERY_SMOKE_API_KEY: 'wrong' });
  assert.equal(code, 1);
  assert.match(output, /triage answered 401/);
  assertAllBack();
});

test('signs in, waits for a quick job and a download, and leaves nothing behind', async () => {
  const { code, output } = await pipeline.run('smoke');
  assert.equal(code, 0, output);
  assert.deepEqual(
    [...new Set(pipeline.visited)],
    [
      'POST /auth/v1/auth/sign-in',
      'GET /auth/v1/me',
      'POST /engine/v1/agents/triage/runs',
      'GET /engine/v1/jobs/job_1',
      'POST /engine/v1/files',
      'GET /engine/v1/files/file_1/content',
      'DELETE /engine/v1/files/file_1',
      'POST /auth/v1/auth/sign-out',
    ],
  );
});

test('signs out and deletes its file also when something fails, and shows no token', async () => {
  pipeline.fileComesBack = () => Buffer.alloc(3);
  const { output } = await pipeline.run('smoke');
  assert.deepEqual(pipeline.visited.slice(-2), [
    'DELETE /engine/v1/files/file_1',
    'POST /auth/v1/auth/sign-out',
  ]);
  const wrong = await pipeline.run('smoke', { DELIVERY_SMOKE_PASSWORD: 'another word' });
  assert.match(wrong.output, /Signing in: answered 401/);
  for (const secret of ['token', 'refresh', 'pass word', 'another word'])
    assert.ok(!`${output}${wrong.output}`.includes(secret), secret);
});

test('dead letters from before the delivery do not stop it', async () => {
  aws.dead = 12;
  assert.equal((await pipeline.run('deploy')).code, 0);
});

for (const [ending, pattern] of [
  ['fails', /did not start: tasks failed/],
  ['rolled back silently', /ECS has rolled workflow-engine back/],
  ['never settles', /Gave up waiting/],
]) {
  test(`puts back what came before a service whose revision ${ending}, and no more`, async () => {
    aws.takes = (name, revision) =>
      name === 'workflow-engine' && revision.endsWith(':8') ? ending : 'starts';
    const { code, output } = await pipeline.run('deploy');
    assert.equal(code, 1);
    assert.match(output, pattern);
    assertAllBack();
    assert.ok(!aws.called('UpdateService').some(({ body }) => body.service === 'worker-quick'));
  });
}

test('names a service that cannot be rolled back, and rolls the others back all the same', async () => {
  pipeline.isReady = false;
  aws.takes = (name, revision) => (name === 'worker-quick' && revision.endsWith(':7') ? 'fails' : 'starts');
  const { code, output } = await pipeline.run('deploy');
  assert.equal(code, 1);
  assert.match(output, /worker-quick was not rolled back/);
  assert.equal(aws.services.get('auth-api').taskDefinition, revisionArn('auth-api:7'));
  assert.equal(aws.services.get('workflow-engine').taskDefinition, revisionArn('workflow-engine:7'));
});

test('an unknown service, or one without our image, is refused before anything happens', async () => {
  const missing = await pipeline.run('deploy', { DELIVERY_SERVICES: 'auth-api,nobody' });
  assert.match(missing.output, /no active service nobody/);
  const foreign = await pipeline.run('deploy', { DELIVERY_REPOSITORY: 'other' });
  assert.match(foreign.output, /No container of .* has an image of other/);
  assert.deepEqual([missing.code, foreign.code, aws.called('RunTask').length], [1, 1, 0]);
  assertNothingMoved();
});

test('says everything that is wrong with the settings at once', async () => {
  const { code, output } = await pipeline.run('deploy', { DELIVERY_DIGEST: 'latest', DELIVERY_CLUSTER: '' });
  assert.equal(code, 1);
  assert.match(output, /DELIVERY_DIGEST must be the digest/);
  assert.match(output, /DELIVERY_CLUSTER must be the ECS cluster/);
  assertNothingMoved();
});
