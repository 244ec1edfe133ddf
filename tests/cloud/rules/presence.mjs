// What nothing refers to is missed by nobody when it is left out. It is listed here with its switches.
import { objects, where } from '../support/look.mjs';

const needed = {
  bootstrap: [
    'aws_s3_account_public_access_block', 'aws_ebs_encryption_by_default', 'aws_iam_openid_connect_provider',
    'aws_kms_alias', 'aws_cloudtrail', 'aws_ecr_lifecycle_policy', 'aws_ecr_repository_policy',
      'aws_dynamodb_table',
  ],
  'modules/vpc': ['aws_vpc_endpoint', 'aws_flow_log', 'aws_iam_role_policy', 'aws_route_table_association',
    'aws_eip'],
  'modules/ecs': ['aws_ecs_cluster_capacity_providers'],
  'modules/ecs_service': ['aws_appautoscaling_policy', 'aws_vpc_security_group_egress_rule',
    'aws_vpc_security_group_ingress_rule'],
  'modules/rds': ['aws_vpc_security_group_ingress_rule', 'aws_iam_role_policy_attachment',
    'aws_cloudwatch_log_group'],
  'modules/sqs': ['aws_sqs_queue_redrive_allow_policy', 'aws_sqs_queue_policy'],
  'modules/s3': ['aws_s3_bucket_ownership_controls', 'aws_s3_bucket_cors_configuration'],
  'modules/alb': ['aws_lb_listener_rule', 'aws_wafv2_web_acl', 'aws_wafv2_web_acl_association',
    'aws_vpc_security_group_egress_rule'],
  'modules/dns': ['aws_acm_certificate_validation'],
  'modules/secrets': ['aws_kms_alias'],
  'modules/redis': ['aws_vpc_security_group_ingress_rule'],
  'modules/qdrant': ['aws_vpc_security_group_ingress_rule', 'aws_vpc_endpoint'],
  'modules/github_oidc': ['aws_iam_role_policy'],
  'modules/observability': [
    'aws_cloudwatch_metric_alarm', 'aws_cloudwatch_dashboard', 'aws_budgets_budget',
      'aws_ce_anomaly_subscription',
    'aws_chatbot_slack_channel_configuration', 'aws_sns_topic_policy', 'aws_sns_topic_subscription',
      'aws_iam_role_policy',
  ],
};

// Of these a module has several, and each of them matters.
const needed_by_name = {
  'modules/vpc': ['aws_route.internet', 'aws_route.out', 'aws_vpc_endpoint.s3', 'aws_vpc_endpoint.interface',
    'aws_vpc_security_group_ingress_rule.endpoints', ...['public', 'app',
      'data'].map((name) => `aws_route_table_association.${name}`)],
  'modules/alb': ['aws_vpc_security_group_ingress_rule.https', 'aws_vpc_security_group_ingress_rule.http',
    'aws_lb_listener.http', 'aws_lb_listener.https'],
  'modules/dns': ['aws_route53_record.host', 'aws_route53_record.proof', 'cloudflare_dns_record.host',
    'cloudflare_dns_record.proof'],
  'modules/ecs_service': ['aws_iam_role_policy.execution', 'aws_iam_role_policy.task',
    'aws_iam_role_policy.exec',
    'aws_appautoscaling_policy.cpu', 'aws_appautoscaling_policy.backlog'],
};

// type and the blocks in it -> arguments that must stand so wherever they stand there
const switches = {
  aws_vpc: { enable_dns_support: true, enable_dns_hostnames: true },
  aws_vpc_endpoint: { private_dns_enabled: true },
  aws_acm_certificate: { lifecycle: { create_before_destroy: true } },
  aws_db_parameter_group: { lifecycle: { create_before_destroy: true } },
  aws_db_instance: { database_insights_mode: 'standard' },
  aws_ecs_service: { enable_ecs_managed_tags: true, availability_zone_rebalancing: 'ENABLED',
    propagate_tags: 'SERVICE' },
  aws_route53_record: { allow_overwrite: true, alias: { evaluate_target_health: true } },
  aws_s3_bucket_server_side_encryption_configuration: { rule: { bucket_key_enabled: true } },
  aws_s3_bucket_lifecycle_configuration: { rule: { status: 'Enabled',
    expiration: { expired_object_delete_marker: true } } },
  aws_s3_bucket_ownership_controls: { rule: { object_ownership: 'BucketOwnerEnforced' } },
  aws_wafv2_web_acl: {
    visibility_config: { cloudwatch_metrics_enabled: true, sampled_requests_enabled: true },
    rule: { visibility_config: { cloudwatch_metrics_enabled: true, sampled_requests_enabled: true } },
  },
};

// A switch that is not there at all keeps its default, which other rules judge.
function check_switches(label, bodies, wanted, problems) {
  for (const body of [].concat(bodies ?? [])) {
    for (const [key, value] of Object.entries(wanted)) {
      if (typeof value === 'object') check_switches(`${label}.${key}`, body[key], value, problems);
      else if (key in body && body[key] !== value) problems.push(`${label}: ${key} must be ${value}`);
    }
  }
}

// A call that leaves these out is one that would run, wrongly.
const inputs = {
  ecs_service: ['log_retention_days'],
  'ecs_service with a port': ['capacity', 'target_cpu_percent', 'target_group_arn',
    'load_balancer_security_group_id',
    'rollback_alarm_names', 'exec_policy'],
  'ecs_service worker': ['capacity', 'backlog', 'spot_weight', 'exec_policy'],
  rds: ['storage_gb', 'max_storage_gb', 'multi_az', 'backup_retention_days'],
  redis: ['node_type', 'node_count'],
  qdrant: ['private_service_name'],
  vpc: ['zone_count', 'nat_gateway_count', 'log_retention_days'],
  ecs: ['log_retention_days'],
  alb: ['client_cidrs', 'idle_timeout_seconds'],
  observability: ['slack', 'emails'],
};

function wanted_inputs({ name, body }) {
  const module = String(body.source).split('/').at(-1);
  const more = [];
  if (module === 'ecs_service' && (name === 'auth' || name === 'engine')) more.push('port',
    ...inputs['ecs_service with a port']);
  if (module === 'ecs_service' && name === 'worker') more.push(...inputs['ecs_service worker']);
  return [...(inputs[module] ?? []), ...more];
}

export function check_presence(tree, problems) {
  for (const [folder, types] of Object.entries(needed)) {
    const has = new Set((tree.modules.get(folder)?.objects ?? []).map(({ type }) => type));
    for (const type of types) if (!has.has(type)) problems.push(`${folder}: it needs an ${type}`);
  }
  for (const [folder, labels] of Object.entries(needed_by_name)) {
    const has = new Set((tree.modules.get(folder)?.objects ?? []).map(({ type, name }) => `${type}.${name}`));
    for (const label of labels) if (!has.has(label)) problems.push(`${folder}: it needs ${label}`);
  }
  for (const [type, wanted] of Object.entries(switches)) {
    for (const object of objects(tree, type)) check_switches(where(object), object.body, wanted, problems);
  }
  for (const folder of ['environments/staging', 'environments/production']) {
    for (const call of tree.modules.get(folder).modules) {
      for (const input of wanted_inputs(call)) {
        if (!(input in call.body)) problems.push(`${folder}: module ${call.name} must be given ${input}`);
      }
    }
  }
  // A policy or an alarm of several metrics answers with exactly one of them.
  for (const policy of objects(tree, 'aws_appautoscaling_policy')) {
    const tracking = policy.body.target_tracking_scaling_policy_configuration?.[0];
    const spec = tracking?.customized_metric_specification?.[0];
    const metrics = spec ? [...spec.metrics,
      ...(spec.dynamic?.metrics ?? []).flatMap(({ content }) => content)] : [];
    const answering = metrics.filter(({ return_data: answers }) => answers !== false);
    if (spec && (answering.length !== 1 || !answering[0].expression)) {
      problems.push(`${where(policy)}: one metric must answer`);
    }
  }
}
