// The pipelines are what GitHub understands and what we allow; each rule is shown a fault.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { assertCaught, plant, read, root } from './support/repository.mjs';
import { workflowFindings } from './support/workflows.mjs';

const folder = '.github/workflows';
const files = readdirSync(join(root, folder));
const findingsOf = (text, name) => workflowFindings(text, `${folder}/${name}`);

test('there are the four pipelines', () => {
  assert.deepEqual(files.sort(), ['ci.yml', 'deliver.yml', 'production.yml', 'staging.yml']);
});

for (const name of files) {
  test(`${name} has no findings`, async () =>
    assert.deepEqual(await findingsOf(read(`${folder}/${name}`), name), []));
}

test('staging delivers what it has built, and production builds nothing', () => {
  const staging = parse(read(`${folder}/staging.yml`));
  assert.deepEqual(staging.on, { push: { branches: ['develop'] } });
  assert.equal(staging.jobs.deliver.with.digest, '${{ needs.image.outputs.digest }}');
  assert.equal(staging.jobs.image.needs, 'ci');
  const production = read(`${folder}/production.yml`);
  assert.doesNotMatch(production, /x (images|build)/);
  const { on, jobs } = parse(production);
  assert.deepEqual(Object.keys(on), ['workflow_dispatch']);
  assert.equal(jobs.confirm.if, "github.ref == 'refs/heads/main'");
  assert.deepEqual([jobs.promote.needs, jobs.deliver.needs], ['confirm', 'promote']);
  for (const job of [jobs.confirm, jobs.promote])
    assert.equal(job.env.DELIVERY_CONFIRMATION, '${{ inputs.confirm }}');
  assert.equal(jobs.deliver.with.confirmation, '${{ inputs.confirm }}');
});

test('two deliveries to one place wait for each other, and none is cut off', () => {
  for (const name of ['staging', 'production']) {
    assert.deepEqual(parse(read(`${folder}/${name}.yml`)).concurrency, {
      group: name,
      'cancel-in-progress': false,
    });
  }
});

for (const [step, next] of [
  ['deploy', 'roll_back'],
  ['roll_back', 'smoke'],
]) {
  test(`every setting of ${step} is given where it runs`, () => {
    const cli = read('delivery/cli.mjs');
    const body = cli.slice(cli.indexOf(`async ${step}()`), cli.indexOf(`async ${next}()`));
    const { env } = parse(read(`${folder}/deliver.yml`)).jobs.deploy;
    const lists = [...cli.matchAll(/^const (\w+) = (\[[^\]]*\]);/gm)].filter(([, name]) =>
      body.includes(`...${name}`),
    );
    const wanted = [
      ...lists
        .map(([, , list]) => list)
        .join()
        .matchAll(/'(\w+)'/g),
      ...body.matchAll(/'(AWS_REGION|DELIVERY_\w+)'/g),
    ].map(([, name]) => name);
    assert.ok(wanted.length > (step === 'deploy' ? 12 : 2));
    for (const name of wanted) assert.ok(name in env, name);
  });
}

test('a delivery that is cancelled or breaks off is rolled back in the same job', () => {
  const { steps } = parse(read(`${folder}/deliver.yml`)).jobs.deploy;
  const at = steps.findIndex(({ run }) => run === './x deliver deploy');
  assert.deepEqual(steps.slice(at + 1), [{ if: 'cancelled() || failure()', run: './x deliver roll_back' }]);
  // It needs the same role: everything that it is told stands at the job.
  assert.deepEqual(
    steps.flatMap(({ env }) => env ?? []),
    [],
  );
});

test('docs/delivery.md names every setting', () => {
  const page = read('docs/delivery.md');
  const names = [...read('delivery/settings.mjs').matchAll(/^ {2}(DELIVERY_\w+|AWS_REGION):/gm)].map(
    ([, name]) => name,
  );
  assert.ok(names.length > 14);
  for (const name of names) assert.ok(page.includes(`\`${name}\``), name);
});

const faults = [
  ['an unknown key', 'timeout-minutes: 90', 'timeout: 90', /unexpected key|Unexpected value/i],
  ['a job that is not there', 'needs: ci', 'needs: ce', /\bce\b/],
  [
    'an unclosed expression',
    '${{ needs.deliver.result }}',
    '${{ needs.deliver.result',
    /expression|unexpected|}}/i,
  ],
  ['an unknown context', 'vars.AWS_REGION', 'varz.AWS_REGION', /varz/],
  ['an unknown function', 'always()', 'allways()', /allways/],
  [
    'an output that is not there',
    'needs.image.outputs.digest }}\n    secrets',
    'needs.image.outputs.digset }}\n    secrets',
    /digset/,
  ],
  ['an action by a tag', /actions\/checkout@\w+/, 'actions/checkout@v4', /not one of our pinned/],
  [
    'an action that nobody has looked at',
    /actions\/checkout@/,
    'somebody/checkout@',
    /not one of our pinned/,
  ],
  ['more permissions', 'contents: read', 'contents: write', /may write contents/],
  [
    'no permissions',
    / *permissions:( \{\}|\n +contents: read(\n +id-token: write)?)\n/g,
    '',
    /says no permissions/,
  ],
  ['a job without an end', '    timeout-minutes: 90\n', '', /image: may run for ever/],
  [
    'a script injection',
    './x deliver login',
    'echo ${{ github.head_ref }}',
    /untrusted|expression in a script/,
  ],
  ['work beside ./x', './x deliver login', 'make push', /not one call of/],
  ['a step that is not there', './x deliver login', './x deliver logon', /no step logon/],
  ['a setting that is not there', 'DELIVERY_RESULT:', 'DELIVERY_OUTCOME:', /DELIVERY_OUTCOME is no setting/],
  [
    'keys that live long',
    'AWS_ROLE_ARN: ${{ vars.AWS_ROLE_ARN }}',
    'AWS_ACCESS_KEY_ID: ${{ secrets.KEY }}',
    /lives long/,
  ],
  ['no concurrency', /concurrency:\n.*\n.*\n/, '', /has no concurrency/],
  ['secrets for strangers', 'push:\n    branches: [develop]', 'pull_request_target:', /strangers/],
  ['an unknown machine', 'ubuntu-24.04-arm', 'macos-latest', /runs on macos/],
];
for (const [name, from, to, pattern] of faults) {
  test(`catches ${name}`, async () => {
    assertCaught(await findingsOf(plant(read(`${folder}/staging.yml`), from, to), 'staging.yml'), pattern);
  });
}
