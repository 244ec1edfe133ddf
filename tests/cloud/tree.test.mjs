// The tree is sound, and each kind of fault is seen: a rule that cannot fail would be no rule.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check } from './support/check.mjs';
import { read_files } from './support/files.mjs';
import { plant } from './support/plant.mjs';

const files = read_files();

test('nothing is wrong with the tree', async () => {
  assert.deepEqual(await check(files), []);
});

// file, what stands there, what stands there instead, what must be said of it
const faults = [
  // Language and schema.
  ['modules/ecs/main.tf', 'resource "aws_ecs_cluster" "this" {', 'resource "aws_ecs_cluster" "this" ',
    /Invalid block definition/],
  ['modules/ecs/main.tf', '"aws_ecs_cluster" "this"', '"aws_ecs_clusters" "this"', /know no such type/],
  ['modules/s3/main.tf', 'bucket_key_enabled', 'bucket_keys_enabled',
    /no argument or block "bucket_keys_enabled"/],
  ['modules/rds/main.tf', /\n {2}instance_class .*/, '', /"instance_class" is missing/],
  ['modules/ecs/main.tf', 'setting {', 'setting = {', /"setting" is a block/],
  ['modules/alb/main.tf', 'target_type          = "ip"', 'target_type          = "task"',
    /none of instance, ip/],
  ['modules/alb/main.tf', 'client_keep_alive          = 3600', 'client_keep_alive          = "an hour"',
    /must be a number/],
  ['modules/rds/main.tf', 'dynamic "parameter"', 'dynamic "parameters"',
    /no block "parameters" to be dynamic/],
  ['modules/rds/main.tf', 'prevent_destroy = true', 'prevent_destroy = var.multi_az', /written out/],
  // References.
  ['modules/vpc/main.tf', 'var.zone_count', 'var.zones', /there is no var\.zones/],
  ['modules/vpc/main.tf', 'aws_vpc.this.id', 'aws_vpc.main.id', /there is no resource aws_vpc\.main/],
  ['modules/vpc/routes.tf', 'aws_route_table.public.id', 'aws_route_table.public.identifier',
    /no attribute "identifier"/],
  ['modules/vpc/routes.tf', 'aws_eip.nat[each.key].id', 'aws_eip.nat.id', /needs an index/],
  ['modules/vpc/main.tf', 'slice(data', 'slise(data', /no function slise/],
  ['environments/*/services.tf', 'var.auth.cpu', 'var.auth.cpus', /var\.auth has no "cpus"/],
  ['environments/*/services.tf', 'module.vpc.app_subnet_ids', 'module.vpc.application_subnet_ids',
    /no output "application_subnet_ids"/],
  ['environments/*/main.tf', 'toset(keys(local', 'toset(keys(locals', /refers to|there is no resource/],
  ['modules/ecs/main.tf', 'resource "aws_ecs_cluster"',
    'data "aws_region" "x" {}\nresource "aws_ecs_cluster"', /used by nothing/],
  ['modules/rds/main.tf', 'for_each                     = var.client_security_group_ids\n', '',
    /each\.(key|value) without for_each/],
  // Modules and values.
  ['environments/*/main.tf', '  zone_count         = var.zone_count\n',
    '  zones_count         = var.zone_count\n', /no variable "zones_count"/],
  ['environments/*/main.tf', '  kms_key_arn        = module.secrets.kms_key_arn\n', '',
    /"kms_key_arn" is missing/],
  ['environments/staging/terraform.tfvars', 'multi_az              = false', 'multi_azs = false',
    /"multi_az" is missing/],
  ['environments/staging/terraform.tfvars', 'zone_count        = 2', 'zone_count = "two"',
    /must be a number/],
  ['modules/sqs/variables.tf', /\n {2}validation \{[\s\S]*?\n {2}\}/, '', /nothing validates it/],
  ['modules/sqs/outputs.tf', /\n {2}description = .*/, '', /no description/],
  // Order.
  ['modules/rds/main.tf', 'name       = var.name', 'name       = aws_db_instance.this.identifier', /needs/],
  ['environments/*/edge.tf', '= module.ecs.name', '= module.auth.service_name',
    /metric_alarm\.this needs .*aws_ecs_service\.this needs .*metric_alarm\.this/],
  // Storage.
  ['modules/s3/main.tf', 'block_public_policy     = true', 'block_public_policy     = false',
    /block_public_policy must be true/],
  ['modules/s3/main.tf', 'sse_algorithm     = "aws:kms"', 'sse_algorithm     = "AES256"',
    /sse_algorithm must be aws:kms/],
  ['modules/s3/main.tf', 'values   = ["false"]', 'values   = ["true"]', /plain HTTP is not refused/],
  ['modules/rds/main.tf', /storage_encrypted( +)= true/, 'storage_encrypted$1= false',
    /storage_encrypted must be true/],
  ['modules/rds/main.tf', /publicly_accessible( +)= false/, 'publicly_accessible$1= true',
    /publicly_accessible must be false/],
  ['modules/rds/main.tf', 'value = "1", apply', 'value = "0", apply', /force_ssl must be 1/],
  ['environments/production/terraform.tfvars', /multi_az( +)= true/, 'multi_az$1= false', /must be Multi-AZ/],
  ['modules/sqs/main.tf', '= 14 * 24', '= 2 * 24', /kept for 14 days/],
  ['modules/sqs/main.tf', 'prevent_destroy = true', 'prevent_destroy = false',
    /prevent_destroy must be true/],
  ['modules/rds/main.tf', /\n {2}retention_in_days .*/, '', /retention_in_days must be given/],
  ['modules/secrets/main.tf', /enable_key_rotation( +)= true/, 'enable_key_rotation$1= false',
    /enable_key_rotation must be true/],
  // Network.
  ['modules/rds/main.tf', 'referenced_security_group_id = each.value', 'cidr_ipv4 = "0.0.0.0/0"',
    /name a security group/],
  ['modules/alb/variables.tf', 'TLS13-1-2-Res-PQ-2025-09"', '2016-08"', /TLS 1\.2 and 1\.3 only/],
  ['modules/alb/main.tf', '"/readyz"', '"/health"', /path must be \/readyz/],
  ['environments/*/configuration.tf', '_seconds + 10}s', '_seconds - 10}s', /idle connections longer/],
  // The program.
  ['modules/ecs_service/main.tf', '"10001:10001"', '"0:0"', /must not run as root/],
  ['modules/ecs_service/main.tf', 'drop = ["ALL"]', 'drop = []', /capabilities must be dropped/],
  ['modules/ecs_service/main.tf', '["data", "tmp"]', '["data", "etc"]', /\/data and \/tmp only/],
  ['modules/ecs_service/main.tf', '"--live"', '"--ready"', /whether the program lives/],
  ['modules/ecs_service/service.tf', 'enable   = true', 'enable   = false', /enable must be true/],
  ['environments/*/services.tf', '= 8004', '= 8040', /auth listens on 8004/],
  ['environments/*/services.tf', 'local.task_policies["auth"]', 'local.task_policies["worker"]',
    /has another's policy/],
  ['environments/*/configuration.tf', 'ELEVAITE_JOBS_QUICK_URL', 'ELEVAITE_QUICK_QUEUE_URL',
    /has no ELEVAITE_QUICK_QUEUE_URL/],
  ['environments/*/configuration.tf', 'ELEVAITE_SHUTDOWN_GRACE       = "100s"',
    'ELEVAITE_SHUTDOWN_GRACE       = "300s"', /before ECS kills/],
  // Permissions.
  ['policies/worker.json.tftpl', '"sqs:ReceiveMessage"', '"sqs:RecieveMessage"',
    /AWS has no action sqs:RecieveMessage/],
  ['policies/worker.json.tftpl', '"sqs:ReceiveMessage"', '"sqs:*"', /more than anybody needs/],
  ['policies/engine.json.tftpl', '"${bucket_arn}/files/*"', '"*"', /must name its resources/],
  ['policies/deploy.json.tftpl', /,\n {6}"Condition": \{ "StringEquals": \{ "iam:PassedToService[^\n]*/, '',
    /PassRole to ECS tasks only/],
  ['modules/github_oidc/main.tf', '["sts.amazonaws.com"]', '["*"]', /aud must be bound/],
  ['environments/*/permissions.tf', '      repository_arn = var.image_repository_arn\n', '',
    /policy execution wants repository_arn/],
  // Alarms and environments.
  ['modules/observability/alarms.tf', /alarm_actions( +)= \[aws_sns_topic.alarms.arn\]/,
    'alarm_actions$1= []', /alarm_actions must be given/],
  ['modules/observability/alarms.tf', 'metric = "ApproximateAgeOfOldestMessage"',
    'metric = "NumberOfMessagesSent"', /must look at ApproximateAge/],
  ['modules/secrets/main.tf', '"cloudwatch.amazonaws.com", ', '',
    /cloudwatch\.amazonaws\.com must be allowed/],
  ['environments/staging/main.tf', 'max_receive_count          = 5', 'max_receive_count          = 6',
    /main\.tf differs/],
  ['environments/staging/backend.tf', 'use_lockfile = true', 'use_lockfile = false', /must be locked/],
  ['environments/staging/terraform.tfvars', 'mail_from ', 'cost_center = "AKIAABCDEFGHIJKLMNOP"\nmail_from ',
    /looks like a secret/],
];

for (const [file, what, instead, said] of faults) {
  test(`${file}: ${String(what).slice(0, 40).trim()} -> ${String(instead).slice(0, 30).trim() || 'nothing'}`,
    async () => {
    const problems = await check(plant(files, file, what, instead));
    assert.ok(problems.some((problem) => said.test(problem)), `${said} is not among\n${problems.join('\n')}`);
  });
}
