// Task definitions: the next revision is the one that runs, with another image.
import { DescribeTaskDefinitionCommand, RegisterTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { DeliveryError } from './settings.mjs';

// What AWS adds to a revision and does not take back.
const assigned = [
  'taskDefinitionArn',
  'revision',
  'status',
  'requiresAttributes',
  'compatibilities',
  'registeredAt',
  'registeredBy',
  'deregisteredAt',
  'deleteRequestedAt',
];

/** Registers `base` (a family or an ARN) with our containers on `repository@digest`; returns its ARN. */
export async function registerRevision(ecs, base, { repository, digest }) {
  const { taskDefinition, tags } = await ecs.send(
    new DescribeTaskDefinitionCommand({
      taskDefinition: base,
      include: ['TAGS'],
    }),
  );
  let replaced = 0;
  const containerDefinitions = taskDefinition.containerDefinitions.map((container) => {
    const [name] = container.image.split(/@|:(?=[^/]*$)/);
    if (!name.endsWith(`/${repository}`)) return container;
    replaced += 1;
    return { ...container, image: `${name}@${digest}` };
  });
  if (replaced === 0) throw new DeliveryError(`No container of ${base} has an image of ${repository}.`);
  const next = { ...taskDefinition, containerDefinitions, ...(tags?.length > 0 && { tags }) };
  for (const field of assigned) delete next[field];
  const registered = await ecs.send(new RegisterTaskDefinitionCommand(next));
  return registered.taskDefinition.taskDefinitionArn;
}
