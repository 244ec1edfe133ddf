// Renders policies/*.json.tftpl as templatefile() would: they hold ${name} and ${jsonencode(name)} only.
export function render(template, values) {
  const text = template.replace(/\$\{(?:jsonencode\((\w+)\)|(\w+))\}/g, (_, encoded, plain) => {
    const name = encoded ?? plain;
    if (!(name in values)) throw new Error(`the template needs ${name}`);
    return encoded ? JSON.stringify(values[name]) : values[name];
  });
  return JSON.parse(text);
}

export const names_in = (template) =>
  new Set([...template.matchAll(/\$\{(?:jsonencode\()?(\w+)\)?\}/g)].map(([, name]) => name));

const account = '111111111111';
const place = `us-east-1:${account}`;
const role = (name) => `arn:aws:iam::${account}:role/elevaite-staging-${name}`;

// The resources of staging, as the environment hands them to the templates.
export const staging = {
  region: 'us-east-1',
  kms_key_arn: `arn:aws:kms:${place}:key/11111111-2222-3333-4444-555555555555`,
  bucket_arn: `arn:aws:s3:::elevaite-staging-${account}-files`,
  queue_arns: ['quick', 'long'].map((name) => `arn:aws:sqs:${place}:elevaite-staging-${name}`),
  task_arn_pattern: `arn:aws:ecs:${place}:task/elevaite-staging/*`,
  database_user_arn: `arn:aws:rds-db:${place}:dbuser:db-ABC/elevaite_app`,
  repository_arn: `arn:aws:ecr:${place}:repository/elevaite`,
  pull_repository_arns: [
    `arn:aws:ecr:${place}:repository/elevaite`,
    'arn:aws:ecr:us-east-1:999999999999:repository/elevaite',
  ],
  log_group_arn: `arn:aws:logs:${place}:log-group:/elevaite-staging/auth`,
  secret_arns: ['database_url', 'master_keys'].map(
    (name) => `arn:aws:secretsmanager:${place}:secret:elevaite-staging/${name}-AbCdEf`,
  ),
  cluster_arn: `arn:aws:ecs:${place}:cluster/elevaite-staging`,
  service_arns: ['auth', 'engine', 'worker'].map(
    (name) => `arn:aws:ecs:${place}:service/elevaite-staging/elevaite-staging-${name}`,
  ),
  migrate_task_definition_arn: `arn:aws:ecs:${place}:task-definition/elevaite-staging-migrate`,
  migrate_log_group_arn: `arn:aws:logs:${place}:log-group:/elevaite-staging/migrate`,
  role_arns: ['auth-execution', 'auth-task', 'migrate-execution', 'migrate-task'].map(role),
};

export const account_id = account;
