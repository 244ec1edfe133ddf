// One delivery: note what runs, migrate, replace the services one after the other, try them out, and go
// back to what ran when any of that fails. The database does not go back: every migration leaves the
// release before it working.
import { describeServices, moveService } from './services.mjs';
import { migrate } from './migrate.mjs';
import { registerRevision } from './revisions.mjs';
import { rollBack } from './roll_back.mjs';
import { DeliveryError } from './settings.mjs';

export async function deploy(aws, { settings, moved, smoke, pace, say }) {
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

  try {
    for (const entry of revisions) {
      await moved.add(entry);
      await moveService(aws.ecs, { cluster, name: entry.name, revision: entry.revision, pace });
      say(`${entry.name} runs ${entry.revision}`);
    }
    await smoke();
    await moved.forget();
  } catch (error) {
    say(`Failed: ${error.message}`);
    const faults = await rollBack(aws.ecs, moved, { cluster, pace, say });
    throw new DeliveryError([error.message, ...faults].join('\n'), { cause: error });
  }
}
