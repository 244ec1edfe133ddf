// What each role may do and may not, as IAM itself would decide: the policies are evaluated, not read.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runSimulation } from '@cloud-copilot/iam-simulate';
import { read_files } from './support/files.mjs';
import { account_id, render, staging } from './support/policies.mjs';

const files = read_files();
const [quick, long] = staging.queue_arns;
const [database_url] = staging.secret_arns;
const file = `${staging.bucket_arn}/files/ten_1/fil_1`;
const task = staging.task_arn_pattern.replace('*', '0123456789abcdef0123456789abcdef');
const through = (service) => ({ 'kms:ViaService': `${service}.us-east-1.amazonaws.com` });
const in_cluster = { 'ecs:cluster': staging.cluster_arn };
const to_tasks = { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' };
const other_database = staging.database_user_arn.replace('elevaite_app', 'elevaite_owner');
const dead_letters = `${long}-dead-letter`;
const foreign = (arn) => arn.replace('elevaite-staging', 'elevaite-production');

const files_allowed = [
  ['s3:GetObject', file], ['s3:PutObject', file], ['s3:DeleteObject', file], ['s3:AbortMultipartUpload',
    file],
  ['s3:ListBucket', staging.bucket_arn],
  ['kms:GenerateDataKey', staging.kms_key_arn, through('s3')], ['kms:Decrypt', staging.kms_key_arn,
    through('s3')],
];
const files_denied = [
  ['s3:GetObject', `${staging.bucket_arn}/other/x`], ['s3:GetObject',
    `${foreign(staging.bucket_arn)}/files/x`],
  ['s3:DeleteObjectVersion', file], ['s3:PutBucketPolicy', staging.bucket_arn], ['s3:DeleteBucket',
    staging.bucket_arn],
  ['s3:PutObjectAcl', file], ['kms:Decrypt', staging.kms_key_arn, through('secretsmanager')],
  ['kms:ScheduleKeyDeletion', staging.kms_key_arn],
];
// Nothing that runs may change what it may do, read secrets at will, or look at another's logs.
const denied_to_all = [
  ['iam:PassRole', staging.role_arns[1], to_tasks], ['iam:AttachRolePolicy', staging.role_arns[1]],
  ['sts:AssumeRole', staging.role_arns[1]], ['secretsmanager:GetSecretValue', database_url],
  ['rds-db:connect', other_database], ['ecs:RunTask', `${staging.migrate_task_definition_arn}:1`, in_cluster],
  ['ecr:PutImage', staging.repository_arn],
];

const roles = {
  auth: {
    allowed: [['rds-db:connect', staging.database_user_arn]],
    denied: [...denied_to_all, ...files_denied, ['s3:GetObject', file], ['sqs:SendMessage', quick],
      ['sqs:ReceiveMessage', quick]],
  },
  migrate: {
    allowed: [['rds-db:connect', staging.database_user_arn]],
    denied: [...denied_to_all, ...files_denied, ['s3:GetObject', file], ['sqs:SendMessage', quick],
      ['sqs:ReceiveMessage', long]],
  },
  engine: {
    allowed: [
      ...files_allowed, ['rds-db:connect', staging.database_user_arn],
      ['sqs:SendMessage', quick], ['sqs:SendMessage', long], ['sqs:GetQueueUrl', long],
    ],
    denied: [
      ...denied_to_all, ...files_denied, ['sqs:ReceiveMessage', quick], ['sqs:DeleteMessage', long],
        ['sqs:PurgeQueue', long],
      ['sqs:SendMessage', foreign(quick)], ['ecs:UpdateTaskProtection', task],
    ],
  },
  worker: {
    allowed: [
      ...files_allowed, ['rds-db:connect', staging.database_user_arn],
      ...[quick, long].flatMap((queue) => ['ReceiveMessage', 'DeleteMessage', 'ChangeMessageVisibility',
        'SendMessage',
        'GetQueueAttributes', 'GetQueueUrl'].map((action) => [`sqs:${action}`, queue])),
      ['ecs:UpdateTaskProtection', task, in_cluster], ['ecs:GetTaskProtection', task, in_cluster],
    ],
    denied: [
      ...denied_to_all, ...files_denied, ['sqs:PurgeQueue', quick], ['sqs:DeleteQueue', quick],
        ['sqs:SetQueueAttributes', long],
      ['sqs:ReceiveMessage', dead_letters], ['sqs:ReceiveMessage', foreign(long)],
        ['ecs:UpdateTaskProtection', foreign(task)],
      ['ecs:StopTask', task, in_cluster],
    ],
  },
  execution: {
    allowed: [
      ['ecr:GetAuthorizationToken', '*'], ['ecr:BatchGetImage', staging.repository_arn],
      ['logs:PutLogEvents', `${staging.log_group_arn}:log-stream:auth/auth/1`],
      ['secretsmanager:GetSecretValue', database_url], ['kms:Decrypt', staging.kms_key_arn,
        through('secretsmanager')],
    ],
    denied: [
      ['ecr:PutImage', staging.repository_arn], ['secretsmanager:PutSecretValue', database_url],
      ['secretsmanager:GetSecretValue',
        `arn:aws:secretsmanager:us-east-1:${account_id}:secret:elevaite-staging/openai_api_key-AbCdEf`],
      ['secretsmanager:GetSecretValue', foreign(database_url)], ['kms:Decrypt', staging.kms_key_arn,
        through('s3')],
      ['s3:GetObject', file], ['sqs:ReceiveMessage', quick], ['logs:DeleteLogGroup', staging.log_group_arn],
      ['rds-db:connect', staging.database_user_arn],
    ],
  },
  exec: {
    allowed: [
      ['ssmmessages:OpenDataChannel', '*'], ['logs:DescribeLogGroups', '*'],
      ['logs:PutLogEvents', `${staging.log_group_arn}:log-stream:session`],
      ['kms:Decrypt', staging.kms_key_arn],
    ],
    denied: [['kms:Encrypt', staging.kms_key_arn], ['logs:DeleteLogStream',
      `${staging.log_group_arn}:log-stream:session`],
      ['ecs:ExecuteCommand', task]],
  },
  deploy: {
    allowed: [
      ['ecr:GetAuthorizationToken', '*'], ['ecr:PutImage', staging.repository_arn],
      ['ecr:BatchGetImage', staging.repository_arn],
      ['ecs:RegisterTaskDefinition', '*'], ['ecs:UpdateService', staging.service_arns[0]],
      ['ecs:RunTask', `${staging.migrate_task_definition_arn}:7`, in_cluster],
      ['ecs:DescribeTasks', task, in_cluster], ['iam:PassRole', staging.role_arns[0], to_tasks],
      ['logs:GetLogEvents', `${staging.migrate_log_group_arn}:log-stream:migrate/migrate/1`],
    ],
    denied: [
      ['ecr:DeleteRepository', staging.repository_arn],
      ['ecr:BatchGetImage', `${staging.repository_arn}-other`],
      ['ecr:BatchDeleteImage', staging.repository_arn],
      ['ecs:UpdateService', foreign(staging.service_arns[0])], ['ecs:DeleteService', staging.service_arns[0]],
      ['ecs:RunTask', staging.migrate_task_definition_arn.replace('migrate', 'engine').concat(':1'),
        in_cluster],
      ['ecs:RunTask', `${staging.migrate_task_definition_arn}:7`,
        { 'ecs:cluster': foreign(staging.cluster_arn) }],
      ['iam:PassRole', staging.role_arns[0], { 'iam:PassedToService': 'ec2.amazonaws.com' }],
      ['iam:PassRole', `arn:aws:iam::${account_id}:role/admin`, to_tasks], ['iam:CreateRole',
        staging.role_arns[0]],
      ['iam:PutRolePolicy', staging.role_arns[0]], ['secretsmanager:GetSecretValue', database_url],
        ['s3:GetObject', file],
      ['ecs:ExecuteCommand', task, in_cluster], ['rds-db:connect', staging.database_user_arn],
    ],
  },
};

async function decide(policy, [action, resource, context = {}]) {
  const answer = await runSimulation({
    request: {
      action,
      principal: `arn:aws:iam::${account_id}:role/under-test`,
      resource: { resource, accountId: account_id },
      contextVariables: context,
    },
    identityPolicies: [{ name: 'under-test', policy }],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    // A key's own policy lets the account decide by IAM, as modules/secrets says.
    ...(action.startsWith('kms:') ? { resourcePolicy: key_policy } : {}),
  }, {});
  assert.ok(answer.resultType !== 'error', `${action} ${resource}: ${JSON.stringify(answer.errors)}`);
  return answer.overallResult;
}

const key_policy = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account_id}:root` }, Action: 'kms:*',
    Resource: '*' }],
};

const policy_of = (name) => render(files.get(`policies/${name}.json.tftpl`), staging);

for (const [name, { allowed, denied }] of Object.entries(roles)) {
  test(`${name} may do ${allowed.length} things that it needs, and none of ${denied.length} others`,
    async () => {
    const policy = policy_of(name);
    for (const request of allowed) assert.equal(await decide(policy, request), 'Allowed', request.join(' '));
    for (const request of denied) assert.match(await decide(policy, request), /Denied/, request.join(' '));
  });
}

test('every policy is evaluated here', () => {
  const written = [...files.keys()]
    .filter((name) => name.endsWith('.tftpl'))
    .map((name) => /(\w+)\.json/.exec(name)[1]);
  assert.deepEqual(written.sort(), Object.keys(roles).sort());
});

// The matrix can fail: without any one of its statements a role lacks something that it needs.
test('each statement of each policy is needed by something that is asked here', async () => {
  for (const [name, { allowed }] of Object.entries(roles)) {
    const policy = policy_of(name);
    for (const left_out of policy.Statement) {
      const rest = { ...policy, Statement: policy.Statement.filter((statement) => statement !== left_out) };
      const decisions = await Promise.all(allowed.map((request) => decide({ ...rest,
        Statement: rest.Statement.length ? rest.Statement
        : [{ Effect: 'Deny', Action: 's3:ListAllMyBuckets', Resource: '*' }] }, request)));
      assert.ok(decisions.some((decision) => decision !== 'Allowed'),
        `${name}: nobody needs ${left_out.Sid}`);
    }
  }
});
