// ECS services: what they run, and how one is moved to another revision.
import { DescribeServicesCommand, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { DeliveryError } from './settings.mjs';
import { waitFor } from './wait.mjs';

export async function describeServices(ecs, cluster, names) {
  const { services = [] } = await ecs.send(new DescribeServicesCommand({ cluster, services: names }));
  return names.map((name) => {
    const found = services.find(({ serviceName, status }) => serviceName === name && status === 'ACTIVE');
    if (!found) throw new DeliveryError(`There is no active service ${name} in ${cluster}.`);
    return found;
  });
}

export const orderService = (ecs, { cluster, name, revision }) =>
  ecs.send(new UpdateServiceCommand({ cluster, service: name, taskDefinition: revision }));

/**
 * Waits until only the revision runs. A circuit breaker that has rolled back ends in a stable service, too:
 * on the old revision.
 */
export async function awaitService(ecs, { cluster, name, revision, pace }) {
  let absent = 0;
  await waitFor(pace, `${name} is stable`, async () => {
    const [service] = await describeServices(ecs, cluster, [name]);
    const primary = service.deployments.find(({ status }) => status === 'PRIMARY');
    const ours = service.deployments.find(({ taskDefinition }) => taskDefinition === revision);
    if (ours?.rolloutState === 'FAILED') {
      throw new DeliveryError(`${name} did not start: ${ours.rolloutStateReason ?? 'no reason was given'}.`);
    }
    // A description may be a moment behind the update.
    absent = primary?.taskDefinition === revision ? 0 : absent + 1;
    if (absent === 3) {
      throw new DeliveryError(`ECS has rolled ${name} back to ${primary?.taskDefinition ?? 'nothing'}.`);
    }
    const isAlone = absent === 0 && service.deployments.length === 1;
    return isAlone && primary.rolloutState === 'COMPLETED' ? true : undefined;
  });
}

export async function moveService(ecs, { cluster, name, revision, pace }) {
  await orderService(ecs, { cluster, name, revision });
  await awaitService(ecs, { cluster, name, revision, pace });
}
