// One step of a pipeline: node delivery/cli.mjs STEP. Its settings come from the environment.
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { ECRClient } from '@aws-sdk/client-ecr';
import { ECSClient } from '@aws-sdk/client-ecs';
import { SQSClient } from '@aws-sdk/client-sqs';
import { execFileSync } from 'node:child_process';
import { deadLetters } from './dead_letters.mjs';
import { deploy } from './deploy.mjs';
import { takeIdentity } from './identity.mjs';
import { markTested, promote, registryPassword } from './images.mjs';
import { notify } from './notify.mjs';
import { Moved, rollBackStep } from './roll_back.mjs';
import { DeliveryError, readSettings } from './settings.mjs';
import { smoke } from './smoke.mjs';

const say = (line) => console.log(line);
const image = ['AWS_REGION', 'DELIVERY_REGISTRY', 'DELIVERY_REPOSITORY', 'DELIVERY_DIGEST'];
const guarded = ['DELIVERY_ENVIRONMENT', 'DELIVERY_CONFIRMATION'];
const reached = [
  'DELIVERY_AUTH_URL',
  'DELIVERY_ENGINE_URL',
  'DELIVERY_SMOKE_API_KEY',
  'DELIVERY_SMOKE_AGENT',
  'DELIVERY_SMOKE_EMAIL',
  'DELIVERY_SMOKE_PASSWORD',
  'DELIVERY_DEAD_LETTER_QUEUES',
];

// Twenty minutes, for each thing that is waited for. Tests are in more of a hurry than ECS.
const pace = { every: Number(process.env.DELIVERY_POLL_MS ?? 5000), times: 240 };

/** Production is only touched by somebody who has typed the word. */
function requireConfirmation({ environment, confirmation }) {
  if (environment === 'production' && confirmation !== 'DEPLOY') {
    throw new DeliveryError('Production is delivered only after DEPLOY was typed.');
  }
}

const steps = {
  async confirm() {
    requireConfirmation(readSettings(process.env, guarded));
  },
  async login() {
    const { registry } = readSettings(process.env, ['AWS_REGION', 'DELIVERY_REGISTRY']);
    const host = `${registry}.dkr.ecr.${process.env.AWS_REGION}.amazonaws.com`;
    const input = await registryPassword(new ECRClient());
    execFileSync('buildah', ['login', '--username', 'AWS', '--password-stdin', host], { input });
  },
  async mark_tested() {
    say(await markTested(new ECRClient(), readSettings(process.env, image)));
  },
  async promote() {
    const settings = readSettings(process.env, [...image, ...guarded]);
    requireConfirmation(settings);
    say(await promote(new ECRClient(), settings, new Date()));
  },
  async deploy() {
    const settings = readSettings(process.env, [
      ...image,
      ...guarded,
      ...reached,
      'DELIVERY_CLUSTER',
      'DELIVERY_SERVICES',
      'DELIVERY_MIGRATE_FAMILY',
    ]);
    requireConfirmation(settings);
    const sqs = new SQSClient();
    const deadBefore = await deadLetters(sqs, settings.deadLetterQueues);
    await deploy(
      { ecs: new ECSClient(), logs: new CloudWatchLogsClient() },
      {
        settings,
        pace,
        say,
        moved: new Moved(process.env, settings),
        smoke: () => smoke(sqs, { settings, pace, deadBefore, say }),
      },
    );
  },
  // After a delivery that was cancelled or broke off. Going back to what ran needs no word.
  async roll_back() {
    const settings = readSettings(process.env, ['AWS_REGION', 'DELIVERY_CLUSTER', 'DELIVERY_DIGEST']);
    const { cluster } = settings;
    await rollBackStep(new ECSClient(), new Moved(process.env, settings), { cluster, pace, say });
  },
  async smoke() {
    const settings = readSettings(process.env, ['AWS_REGION', ...reached]);
    const sqs = new SQSClient();
    await smoke(sqs, { settings, pace, say, deadBefore: await deadLetters(sqs, settings.deadLetterQueues) });
  },
  async notify() {
    await notify(
      readSettings(process.env, [
        'DELIVERY_SLACK_URL',
        'DELIVERY_ENVIRONMENT',
        'DELIVERY_DIGEST',
        'DELIVERY_RESULT',
        'DELIVERY_RUN_URL',
      ]),
    );
  },
};

const [name] = process.argv.slice(2);
try {
  if (!Object.hasOwn(steps, name ?? ''))
    throw new DeliveryError(`Name a step: ${Object.keys(steps).join(', ')}.`);
  if (name !== 'confirm' && name !== 'notify') await takeIdentity(process.env);
  await steps[name]();
} catch (error) {
  // What the delivery or AWS says is for people; the rest is a bug.
  console.error(error instanceof DeliveryError || error.$metadata ? error.message : error);
  process.exitCode = 1;
}
