// The migrations run once, as a task of their own, before any service is touched.
import { DescribeTaskDefinitionCommand, DescribeTasksCommand, RunTaskCommand } from '@aws-sdk/client-ecs';
import { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DeliveryError } from './settings.mjs';
import { waitFor } from './wait.mjs';

async function logTail(aws, revision, taskId) {
  const { taskDefinition } = await aws.ecs.send(
    new DescribeTaskDefinitionCommand({ taskDefinition: revision }),
  );
  const [container] = taskDefinition.containerDefinitions;
  const options = container.logConfiguration?.options ?? {};
  if (!options['awslogs-group']) return [];
  const { events = [] } = await aws.logs.send(
    new GetLogEventsCommand({
      logGroupName: options['awslogs-group'],
      limit: 50,
      logStreamName: `${options['awslogs-stream-prefix']}/${container.name}/${taskId}`,
    }),
  );
  return events.map(({ message }) => message);
}

export async function migrate(aws, { cluster, revision, networkConfiguration, pace, say }) {
  const { tasks = [], failures = [] } = await aws.ecs.send(
    new RunTaskCommand({
      cluster,
      taskDefinition: revision,
      count: 1,
      launchType: 'FARGATE',
      startedBy: 'delivery',
      networkConfiguration,
    }),
  );
  if (tasks.length === 0) {
    const reasons = failures.map(({ reason }) => reason).join(', ');
    throw new DeliveryError(`The migration did not start: ${reasons || 'no reason was given'}.`);
  }
  const { taskArn } = tasks[0];
  say(`Migration started: ${taskArn}`);
  const stopped = await waitFor(pace, 'the migration ends', async () => {
    const answer = await aws.ecs.send(new DescribeTasksCommand({ cluster, tasks: [taskArn] }));
    const [task] = answer.tasks ?? [];
    return task?.lastStatus === 'STOPPED' ? task : undefined;
  });
  // A container that never ran has no exit code: that is a failure as well.
  if (stopped.containers.every(({ exitCode }) => exitCode === 0)) return;
  // The reason matters more than its log, which may have gone.
  const lines = await logTail(aws, revision, taskArn.split('/').at(-1)).catch((error) => [
    `(no log: ${error.message})`,
  ]);
  for (const line of lines) say(`  ${line}`);
  throw new DeliveryError(`The migration failed: ${stopped.stoppedReason ?? 'no reason was given'}.`);
}
