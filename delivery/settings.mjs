// What the pipelines are told by their environment. Everything that is wrong is said at once, before
// anything is touched.
const known = {
  AWS_REGION: { pattern: /^[a-z]{2}(-[a-z]+)+-\d$/, name: 'region', what: 'the region, as eu-central-1' },
  DELIVERY_ENVIRONMENT: {
    pattern: /^(staging|production)$/,
    name: 'environment',
    what: 'staging or production',
  },
  DELIVERY_REPOSITORY: {
    pattern: /^[a-z0-9._/-]+$/,
    name: 'repository',
    what: 'the ECR repository, without its host',
  },
  DELIVERY_REGISTRY: { pattern: /^\d{12}$/, name: 'registry', what: 'the account that holds the images' },
  DELIVERY_DIGEST: { pattern: /^sha256:[0-9a-f]{64}$/, name: 'digest', what: 'the digest of the image' },
  DELIVERY_CONFIRMATION: { pattern: /^/, name: 'confirmation', what: 'the word that a person typed' },
  DELIVERY_CLUSTER: { pattern: /^[\w-]+$/, name: 'cluster', what: 'the ECS cluster' },
  DELIVERY_SERVICES: {
    pattern: /^[\w-]+(,[\w-]+)*$/,
    name: 'services',
    isList: true,
    what: 'the ECS services in the order in which they are replaced, separated by commas',
  },
  DELIVERY_MIGRATE_FAMILY: {
    pattern: /^[\w-]+$/,
    name: 'migrateFamily',
    what: 'the task definition that migrates',
  },
  DELIVERY_AUTH_URL: {
    pattern: /^https?:\/\/[^\s]+[^/]$/,
    name: 'authUrl',
    what: 'where the Auth API is reached',
  },
  DELIVERY_ENGINE_URL: {
    pattern: /^https?:\/\/[^\s]+[^/]$/,
    name: 'engineUrl',
    what: 'where the Workflow Engine is reached',
  },
  DELIVERY_SMOKE_API_KEY: {
    pattern: /^\S+$/,
    name: 'apiKey',
    what: 'an API key of the tenant for smoke tests',
  },
  DELIVERY_SMOKE_AGENT: {
    pattern: /^[a-z0-9-]+$/,
    name: 'agent',
    what: 'the slug of its agent that answers',
  },
  DELIVERY_SMOKE_EMAIL: {
    pattern: /^\S+@\S+$/,
    name: 'email',
    what: 'the address of a person of that tenant, for signing in',
  },
  DELIVERY_SMOKE_PASSWORD: { pattern: /^.{8,}$/, name: 'password', what: "that person's password" },
  DELIVERY_DEAD_LETTER_QUEUES: {
    pattern: /^https?:\/\/\S+(,https?:\/\/\S+)*$/,
    name: 'deadLetterQueues',
    isList: true,
    what: 'the URLs of the dead-letter queues, separated by commas',
  },
  DELIVERY_SLACK_URL: {
    pattern: /^https?:\/\/\S+$/,
    name: 'slackUrl',
    what: 'the incoming webhook of the team',
  },
  DELIVERY_RUN_URL: { pattern: /^https?:\/\/\S+$/, name: 'runUrl', what: 'the page of this pipeline run' },
  DELIVERY_RESULT: {
    pattern: /^(success|failure|cancelled|skipped)$/,
    name: 'result',
    what: 'how the pipeline ended',
  },
};

/** A fault that its sentence explains; anything else that is thrown is a bug and keeps its stack. */
export class DeliveryError extends Error {}

export function readSettings(environment, names) {
  const faults = [];
  const settings = {};
  for (const variable of names) {
    const { pattern, name, what, isList } = known[variable];
    const value = environment[variable] ?? '';
    if (!pattern.test(value)) faults.push(`${variable} must be ${what}.`);
    settings[name] = isList ? value.split(',') : value;
  }
  if (faults.length > 0) throw new DeliveryError(faults.join('\n'));
  return settings;
}
