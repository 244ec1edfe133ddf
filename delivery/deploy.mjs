// One delivery: note what runs, migrate, replace the services one after the other, try them out, and go
// back to what ran when any of that fails. The database does not go back: every migration leaves the
// release before it working.
import { describeServices, moveService } from './services.mjs';
import { migrate } from './migrate.mjs';
import { registerRevision } from './revisions.mjs';
import { DeliveryError } from './settings.mjs';

/** Goes back in reverse order, and as far as it can: one service that refuses must not keep the others. */
async function rollBack(aws, moved, { cluster, pace, say }) {
  const faults = [];
  for (const { name, before } of moved.toReversed()) {
    say(`Rolling ${name} back to ${before}`);
    await moveService(aws.ecs, { cluster, name, revision: before, pace }).catch((error) =>
      faults.push(`${name} was not rolled back: ${error.message}`),
    );
  }
  return faults;
}

export async function deploy(aws, { settings, smoke, pace, say }) {
  const { cluster, services: names, repository, digest, migrateFamily } = settings;
  const running = await describeServices(aws.ecs, cluster, names);
  const image = { repository, digest };

  const revisions = [];
  for (const service of running) {
    const revision = await registerRevision(aws.ecs, service.taskDefinition, image);
    revisions.push({ name: service.serviceName, before: service.taskDefinition, revision });
    say(`${service.serviceName}: ${service.taskDefinition} -> ${revision}`);
  }
  await migrate(aws, {
    cluster,
    pace,
    say,
    networkConfiguration: running[0].networkConfiguration,
    revision: await registerRevision(aws.ecs, migrateFamily, image),
  });

  const moved = [];
  try {
    for (const entry of revisions) {
      moved.push(entry);
      await moveService(aws.ecs, { cluster, name: entry.name, revision: entry.revision, pace });
      say(`${entry.name} runs ${entry.revision}`);
    }
    await smoke();
  } catch (error) {
    say(`Failed: ${error.message}`);
    const faults = await rollBack(aws, moved, { cluster, pace, say });
    throw new DeliveryError([error.message, ...faults].join('\n'), { cause: error });
  }
}
