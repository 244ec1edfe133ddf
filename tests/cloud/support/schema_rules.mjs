// Arguments and blocks against the providers' schemas: what exists, what is required, what kind it is.
import fs from 'node:fs';
import { is_expression } from './expression.mjs';

export const schema = JSON.parse(
  fs.readFileSync(new URL('../schema/providers.json', import.meta.url), 'utf8'),
);

const meta_arguments = ['count', 'for_each', 'depends_on', 'provider', 'lifecycle', 'dynamic'];
const lifecycle_arguments = [
  'create_before_destroy',
  'prevent_destroy',
  'ignore_changes',
  'replace_triggered_by',
  'precondition',
  'postcondition',
];

// What the schema only calls a string: a wrong one is refused by AWS, in the middle of an apply.
const choices = {
  cpu_architecture: ['ARM64', 'X86_64'],
  network_mode: ['awsvpc'],
  policy_type: ['TargetTrackingScaling', 'StepScaling'],
  capacity_provider: ['FARGATE', 'FARGATE_SPOT'],
  sse_algorithm: ['AES256', 'aws:kms', 'aws:kms:dsse'],
  object_ownership: ['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'],
  treat_missing_data: ['missing', 'ignore', 'breaching', 'notBreaching'],
  storage_type: ['gp2', 'gp3', 'io1', 'io2'],
  target_type: ['instance', 'ip', 'lambda', 'alb'],
  status: ['Enabled', 'Disabled', 'Suspended'],
  ip_protocol: ['tcp', 'udp', 'icmp', '-1'],
  comparison_operator: [
    'GreaterThanThreshold',
    'LessThanThreshold',
    'GreaterThanOrEqualToThreshold',
    'LessThanOrEqualToThreshold',
    'GREATER_THAN',
    'LESS_THAN',
    'EQUAL_TO',
  ],
  vpc_endpoint_type: ['Gateway', 'Interface', 'GatewayLoadBalancer'],
  load_balancer_type: ['application', 'network', 'gateway'],
  desync_mitigation_mode: ['monitor', 'defensive', 'strictest'],
  availability_zone_rebalancing: ['ENABLED', 'DISABLED'],
  propagate_tags: ['SERVICE', 'TASK_DEFINITION'],
  image_tag_mutability: ['MUTABLE', 'IMMUTABLE', 'IMMUTABLE_WITH_EXCLUSION', 'MUTABLE_WITH_EXCLUSION'],
  time_unit: ['MONTHLY', 'QUARTERLY', 'ANNUALLY', 'DAILY'],
  budget_type: ['COST', 'USAGE'],
  notification_type: ['ACTUAL', 'FORECASTED'],
  traffic_type: ['ALL', 'ACCEPT', 'REJECT'],
  effect: ['Allow', 'Deny'],
  storage_class: [
    'INTELLIGENT_TIERING',
    'STANDARD_IA',
    'ONEZONE_IA',
    'GLACIER',
    'GLACIER_IR',
    'DEEP_ARCHIVE',
  ],
  validation_method: ['DNS', 'EMAIL'],
  aggregate_key_type: ['IP', 'FORWARDED_IP', 'CUSTOM_KEYS', 'CONSTANT'],
  threshold_type: ['PERCENTAGE', 'ABSOLUTE_VALUE'],
  database_insights_mode: ['standard', 'advanced'],
  // "type" means something else in each block.
  'principals.type': ['AWS', 'Service', 'Federated', '*'],
  'attribute.type': ['S', 'N', 'B'],
  'action.type': ['forward', 'redirect', 'fixed-response'],
  'default_action.type': ['forward', 'redirect', 'fixed-response'],
};
const condition_tests =
  /^(ForA(ny|ll)Values:)?(String(Not)?(Equals|Like)|Arn(Not)?(Equals|Like)|Bool|Null|IpAddress)$/;

function check_value(where, key, value, field, problems) {
  if (value === null || (typeof value === 'string' && /^\$\{[\s\S]*\}$/.test(value))) return;
  const is_list = Array.isArray(value);
  const is_map = !is_list && typeof value === 'object';
  const is_number =
    typeof value === 'number' ||
    (typeof value === 'string' && (is_expression(value) || (value !== '' && !Number.isNaN(Number(value)))));
  const fits =
    {
      string: !is_list && !is_map,
      number: is_number,
      bool: typeof value === 'boolean' || value === 'true' || value === 'false' || is_expression(value),
      list: is_list,
      map: is_map,
    }[field.kind] ?? true;
  if (!fits)
    problems.push(`${where}: "${key}" must be a ${field.kind}, not ${JSON.stringify(value).slice(0, 40)}`);
  const allowed = choices[`${where.split('.').at(-1)}.${key}`] ?? choices[key];
  if (typeof value === 'string' && allowed && !allowed.includes(value)) {
    problems.push(`${where}: "${key}" is "${value}", which is none of ${allowed.join(', ')}`);
  }
  if (key === 'test' && typeof value === 'string' && !condition_tests.test(value)) {
    problems.push(`${where}: there is no condition operator "${value}"`);
  }
}

function check_dynamic(where, dynamic, fields, problems) {
  for (const [key, blocks] of Object.entries(dynamic)) {
    const field = fields[key];
    if (field?.kind !== 'block') {
      problems.push(`${where}: there is no block "${key}" to be dynamic`);
      continue;
    }
    for (const block of blocks) {
      if (!('for_each' in block)) problems.push(`${where}: dynamic "${key}" has no for_each`);
      if (!block.content) problems.push(`${where}: dynamic "${key}" has no content`);
      for (const name of Object.keys(block)) {
        if (!['for_each', 'content', 'iterator'].includes(name))
          problems.push(`${where}: dynamic has no "${name}"`);
      }
      for (const content of block.content ?? []) {
        if (field.fields) check_body(`${where}.${key}`, content, field.fields, problems);
      }
    }
  }
}

export function check_body(where, body, fields, problems, extra = ['dynamic']) {
  for (const [key, field] of Object.entries(fields)) {
    if (field.required && !(key in body) && !(key in (body.dynamic ?? {}))) {
      problems.push(`${where}: "${key}" is missing`);
    }
  }
  check_dynamic(where, body.dynamic ?? {}, fields, problems);
  for (const [key, value] of Object.entries(body)) {
    if (extra.includes(key)) continue;
    const field = fields[key];
    if (!field) problems.push(`${where}: there is no argument or block "${key}"`);
    else if (field.kind === 'block') {
      if (!Array.isArray(value) || value.some((block) => block === null || typeof block !== 'object')) {
        problems.push(`${where}: "${key}" is a block, not an argument`);
      } else {
        if (!field.many && value.length > 1) problems.push(`${where}: only one "${key}" is allowed`);
        value.forEach(
          (block) => field.fields && check_body(`${where}.${key}`, block, field.fields, problems),
        );
      }
    } else if (
      field.kind !== 'any' &&
      Array.isArray(value) &&
      value.length > 0 &&
      value.every((entry) => entry !== null && typeof entry === 'object') &&
      !['list', 'object'].includes(field.kind)
    ) {
      problems.push(`${where}: "${key}" is an argument, not a block`);
    } else check_value(where, key, value, field, problems);
  }
}

function check_lifecycle(where, body, problems) {
  for (const lifecycle of body.lifecycle ?? []) {
    for (const [key, value] of Object.entries(lifecycle)) {
      if (!lifecycle_arguments.includes(key)) problems.push(`${where}: lifecycle has no "${key}"`);
      if (['prevent_destroy', 'create_before_destroy'].includes(key) && typeof value !== 'boolean') {
        problems.push(`${where}: lifecycle.${key} must be true or false, written out`);
      }
    }
  }
}

export function check_schema(tree, problems) {
  for (const module of tree.modules.values()) {
    for (const { kind, type, name, body, file } of module.objects) {
      const where = `${file}: ${kind} ${type}.${name}`;
      const known = schema[kind][type];
      if (!known) {
        problems.push(`${where}: the providers know no such type`);
        continue;
      }
      check_body(where, body, known.fields, problems, meta_arguments);
      check_lifecycle(where, body, problems);
      if ('count' in body && 'for_each' in body)
        problems.push(`${where}: count and for_each exclude each other`);
    }
    for (const { name, body, file } of module.providers) {
      const known = schema.provider[name];
      if (known) check_body(`${file}: provider ${name}`, body, known.fields, problems, ['alias', 'dynamic']);
      else problems.push(`${file}: no schema of provider ${name}`);
    }
  }
}
