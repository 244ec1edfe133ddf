// How the program runs: as nobody, on nothing writable, by digest, with commands and keys that it has.
import fs from 'node:fs';
import path from 'node:path';
import { repository } from '../support/files.mjs';
import { expect_values, local, mentions, objects, variable, where } from '../support/look.mjs';

const read = (name) => fs.readFileSync(path.join(repository, name), 'utf8');

// Of docs/configuration.md: variable name -> {type, fallback}.
export const configuration_keys = new Map(
  [...read('docs/configuration.md').matchAll(/^\| `([\w.]+)` \| ([^|]+?) \| (?:`([^`]*)`)? ?\|/gm)].map(
    ([, key, type, fallback]) => [`ELEVAITE_${key.replaceAll('.', '_').toUpperCase()}`, { type, fallback }],
  ),
);

export const commands = new Set(
  [...read('src/apps/main.cpp').matchAll(/^ {2}([a-z]+)(?: [A-Z]+| [a-z]+)? {2,}/gm)].map(([, name]) => name),
);

function check_container(tree, problems) {
  const module = tree.modules.get('modules/ecs_service');
  const container = local(module, 'container');
  const must = (is, sentence) => is || problems.push(`modules/ecs_service/main.tf: ${sentence}`);
  must(container?.user === '10001:10001', 'the container must not run as root');
  must(
    container?.readonlyRootFilesystem === '${var.exec_policy == null}',
    'the root file system must be read-only',
  );
  must(container?.image === '${var.image}', 'which image?');
  must(container?.privileged === undefined, 'no privileged container');
  must(container?.stopTimeout === '${var.stop_seconds}', 'stopTimeout must be given');
  const drop = container?.linuxParameters?.capabilities?.drop;
  must(Array.isArray(drop) && drop[0] === 'ALL', 'all capabilities must be dropped');
  must(container?.linuxParameters?.capabilities?.add?.length === 0, 'no capability may be added');
  must(container?.linuxParameters?.initProcessEnabled === true, 'an init process must reap children');
  const options = container?.logConfiguration?.options;
  must(container?.logConfiguration?.logDriver === 'awslogs', 'logs go to CloudWatch');
  must(options?.mode === 'non-blocking', 'a stalled log must not stall the program');
  must(
    mentions(variable(module, 'image')?.validation, '@sha256:[0-9a-f]{64}'),
    'the image must be named by its digest',
  );
  must(mentions(container?.mountPoints, 'local.volumes'), 'only volumes are writable');
  const volumes = local(module, 'volumes')?.map((name) => `"/${name}"`);
  must(volumes?.join(', ') === '"/data", "/tmp"', 'the program writes to /data and /tmp only');
  must(
    String(container?.healthCheck).includes('["CMD", "/usr/bin/elevaite", "health", var.service, "--live"]'),
    'ECS must ask whether the program lives',
  );
}

function check_service(tree, problems) {
  for (const service of objects(tree, 'aws_ecs_service')) {
    expect_values(
      service,
      service.body.deployment_circuit_breaker?.[0],
      { enable: true, rollback: true },
      problems,
    );
    expect_values(service, service.body.network_configuration?.[0], { assign_public_ip: false }, problems);
    expect_values(
      service,
      service.body.dynamic?.alarms?.[0].content?.[0],
      { enable: true, rollback: true },
      problems,
    );
    expect_values(
      service,
      service.body,
      {
        deployment_minimum_healthy_percent: 100,
        deployment_maximum_percent: 200,
        enable_execute_command: '${var.exec_policy != null}',
      },
      problems,
    );
    if (service.body.launch_type)
      problems.push(`${where(service)}: launch_type and capacity providers exclude each other`);
    if (!mentions(service.body.lifecycle, 'task_definition'))
      problems.push(`${where(service)}: a plan would undo deployments`);
    if (!mentions(service.body.lifecycle, 'desired_count'))
      problems.push(`${where(service)}: a plan would undo the scaling`);
    if (!mentions(service.body.depends_on, 'aws_iam_role_policy.execution')) {
      problems.push(`${where(service)}: tasks would start before they have their rights`);
    }
  }
  for (const task of objects(tree, 'aws_ecs_task_definition')) {
    expect_values(task, task.body, { network_mode: 'awsvpc', track_latest: true }, problems);
    expect_values(task, task.body.runtime_platform?.[0], { cpu_architecture: 'ARM64' }, problems);
    if (task.body.execution_role_arn === task.body.task_role_arn) {
      problems.push(`${where(task)}: what starts a task is not what runs in it`);
    }
  }
  for (const cluster of objects(tree, 'aws_ecs_cluster')) {
    // Without the enhanced metrics there is no RunningTaskCount, and the workers never scale.
    expect_values(
      cluster,
      cluster.body.setting?.[0],
      { name: 'containerInsights', value: 'enhanced' },
      problems,
    );
    const exec = cluster.body.configuration?.[0].execute_command_configuration?.[0];
    expect_values(cluster, exec, { logging: 'OVERRIDE' }, problems);
    expect_values(cluster, exec?.log_configuration?.[0], { cloud_watch_encryption_enabled: true }, problems);
  }
}

// ELEVAITE_… of the tree are keys of the program, and what is secret comes from Secrets Manager only.
function check_keys(tree, problems) {
  for (const [file, text] of tree.files) {
    for (const [name] of text.matchAll(/ELEVAITE_[A-Z0-9]+(_[A-Z0-9]+)*\b(?!\$)/g)) {
      if (!configuration_keys.has(name)) problems.push(`${file}: docs/configuration.md has no ${name}`);
    }
  }
  const secret_names = (module) => Object.values(local(module, 'platform_secrets') ?? {});
  for (const folder of ['environments/staging', 'environments/production']) {
    const module = tree.modules.get(folder);
    for (const name of ['common', 'work']) {
      for (const key of Object.keys(local(module, name) ?? {})) {
        const is_secret =
          configuration_keys.get(key)?.type === 'secret' || secret_names(module).includes(key);
        if (is_secret) problems.push(`${folder}: ${key} belongs into Secrets Manager`);
      }
    }
    for (const key of [
      'ELEVAITE_DATABASE_URL',
      'ELEVAITE_SECRETS_MASTER_KEYS',
      'ELEVAITE_MAIL_URL',
      'ELEVAITE_HTTP_METRICS_TOKEN',
    ]) {
      if (!secret_names(module).includes(key)) problems.push(`${folder}: ${key} must be a secret`);
    }
    const addresses = {
      auth_environment: 'ELEVAITE_AUTH_ADDRESS',
      engine_environment: 'ELEVAITE_ENGINE_ADDRESS',
    };
    for (const [name, key] of Object.entries(addresses)) {
      if (!mentions(local(module, name), `${key} `) && !mentions(local(module, name), key)) {
        problems.push(`${folder}: ${key} must be 0.0.0.0, for the load balancer to reach it`);
      }
      if (!mentions(local(module, name), '0.0.0.0')) problems.push(`${folder}: ${key} must be 0.0.0.0`);
    }
    const grace = Number.parseInt(local(module, 'common')?.ELEVAITE_SHUTDOWN_GRACE, 10);
    const stop = variable(tree.modules.get('modules/ecs_service'), 'stop_seconds')?.default;
    if (!(grace < stop && stop <= 120))
      problems.push(`${folder}: shutdown.grace must end before ECS kills the task`);
  }
}

// Ports and commands are those that the program has.
function check_program(tree, problems) {
  for (const folder of ['environments/staging', 'environments/production']) {
    const module = tree.modules.get(folder);
    const alb = module.modules.find(({ name }) => name === 'alb')?.body;
    for (const call of module.modules.filter(({ body }) => String(body.source).endsWith('/ecs_service'))) {
      const { service, port } = call.body;
      if (!commands.has(service)) problems.push(`${call.file}: the program has no command ${service}`);
      if (service !== call.name) problems.push(`${call.file}: module ${call.name} runs ${service}`);
      for (const key of ['task_policies', 'execution_policies']) {
        const given = key === 'task_policies' ? call.body.task_policy : call.body.execution_policy;
        if (given !== `\${local.${key}["${service}"]}`)
          problems.push(`${call.file}: module ${call.name} has another's policy`);
      }
      if (port === undefined) continue;
      const wanted = Number(configuration_keys.get(`ELEVAITE_${service.toUpperCase()}_PORT`)?.fallback);
      if (port !== wanted) problems.push(`${call.file}: ${service} listens on ${wanted}, not ${port}`);
      if (alb?.services?.[service]?.port !== wanted)
        problems.push(`${folder}: the load balancer must reach ${service} on ${wanted}`);
    }
  }
}

export function check_runtime(tree, problems) {
  check_container(tree, problems);
  check_service(tree, problems);
  check_keys(tree, problems);
  check_program(tree, problems);
}
