// What is stored is encrypted, private, versioned, kept as long as meant, and not destroyed by a slip.
import {
  expect_companion,
  expect_values,
  local,
  mentions,
  objects,
  variable,
  where,
} from '../support/look.mjs';
import { check_buckets, check_transport } from './buckets.mjs';

const irreplaceable = [
  'aws_db_instance',
  'aws_kms_key',
  'aws_sqs_queue',
  'aws_s3_bucket',
  'aws_ecr_repository',
  'aws_secretsmanager_secret',
];

function check_database(tree, problems) {
  for (const database of objects(tree, 'aws_db_instance')) {
    expect_values(
      database,
      database.body,
      {
        storage_encrypted: true,
        publicly_accessible: false,
        manage_master_user_password: true,
        iam_database_authentication_enabled: true,
        skip_final_snapshot: false,
        copy_tags_to_snapshot: true,
        auto_minor_version_upgrade: true,
        delete_automated_backups: false,
        performance_insights_enabled: true,
      },
      problems,
    );
    for (const key of ['kms_key_id', 'ca_cert_identifier', 'monitoring_interval', 'parameter_group_name']) {
      if (!database.body[key]) problems.push(`${where(database)}: ${key} must be given`);
    }
    if (database.body.password) problems.push(`${where(database)}: the password would lie in the state`);
    if (variable(database.module, 'deletion_protection')?.default !== true) {
      problems.push(`${where(database)}: deletion protection must be the default`);
    }
    if (local(database.module, 'parameters')?.['rds.force_ssl']?.value !== '1') {
      problems.push(`${where(database)}: rds.force_ssl must be 1`);
    }
    if (!mentions(database.body.deletion_protection, 'var.deletion_protection')) {
      problems.push(`${where(database)}: deletion_protection must be given`);
    }
  }
  const production = tree.values.get('environments/production')?.values.database;
  if (production?.multi_az !== true) problems.push('environments/production: the database must be Multi-AZ');
  if (!(production?.backup_retention_days >= 14))
    problems.push('environments/production: backups for two weeks at least');
}

function check_queues(tree, problems) {
  for (const queue of objects(tree, 'aws_sqs_queue')) {
    expect_values(queue, queue.body, { sqs_managed_sse_enabled: true }, problems);
    if (queue.name === 'dead_letter') {
      // The age of a dead letter counts from its first sending, so it must be kept for longer.
      if (queue.body.message_retention_seconds !== '${14 * 24 * 3600}') {
        problems.push(`${where(queue)}: dead letters are kept for 14 days`);
      }
    } else {
      if (!mentions(queue.body.redrive_policy, 'aws_sqs_queue.dead_letter.arn')) {
        problems.push(`${where(queue)}: it has no dead-letter queue`);
      }
      expect_values(queue, queue.body, { receive_wait_time_seconds: 20 }, problems);
      if (!(queue.body.max_message_size <= 262144))
        problems.push(`${where(queue)}: messages only wake workers up`);
    }
    expect_companion(tree, queue, 'aws_sqs_queue_policy', problems);
  }
}

function check_others(tree, problems) {
  for (const key of objects(tree, 'aws_kms_key'))
    expect_values(key, key.body, { enable_key_rotation: true }, problems);
  for (const cache of objects(tree, 'aws_elasticache_replication_group')) {
    expect_values(
      cache,
      cache.body,
      {
        transit_encryption_enabled: true,
        transit_encryption_mode: 'required',
        at_rest_encryption_enabled: true,
      },
      problems,
    );
    if (!cache.body.kms_key_id) problems.push(`${where(cache)}: encrypted by which key?`);
  }
  for (const repository of objects(tree, 'aws_ecr_repository')) {
    expect_values(
      repository,
      repository.body,
      { image_tag_mutability: 'IMMUTABLE_WITH_EXCLUSION' },
      problems,
    );
    expect_values(
      repository,
      repository.body.image_scanning_configuration?.[0],
      { scan_on_push: true },
      problems,
    );
    expect_values(
      repository,
      repository.body.encryption_configuration?.[0],
      { encryption_type: 'KMS' },
      problems,
    );
    expect_companion(tree, repository, 'aws_ecr_lifecycle_policy', problems);
  }
  for (const secret of objects(tree, 'aws_secretsmanager_secret')) {
    if (!secret.body.kms_key_id) problems.push(`${where(secret)}: encrypted by which key?`);
  }
  for (const group of objects(tree, 'aws_cloudwatch_log_group')) {
    for (const key of ['retention_in_days', 'kms_key_id']) {
      if (!group.body[key]) problems.push(`${where(group)}: ${key} must be given`);
    }
  }
  for (const trail of objects(tree, 'aws_cloudtrail')) {
    expect_values(
      trail,
      trail.body,
      {
        is_multi_region_trail: true,
        include_global_service_events: true,
        enable_log_file_validation: true,
      },
      problems,
    );
    if (!trail.body.kms_key_id) problems.push(`${where(trail)}: encrypted by which key?`);
  }
  for (const disks of objects(tree, 'aws_ebs_encryption_by_default')) {
    expect_values(disks, disks.body, { enabled: true }, problems);
  }
  for (const table of objects(tree, 'aws_dynamodb_table')) {
    expect_values(table, table.body.server_side_encryption?.[0], { enabled: true }, problems);
    expect_values(table, table.body.point_in_time_recovery?.[0], { enabled: true }, problems);
    expect_values(table, table.body, { hash_key: 'LockID' }, problems);
  }
}

export function check_storage(tree, problems) {
  check_buckets(tree, problems);
  check_transport(tree, problems);
  check_database(tree, problems);
  check_queues(tree, problems);
  check_others(tree, problems);
  for (const type of irreplaceable) {
    for (const object of objects(tree, type)) {
      // Access logs can be made again.
      const is_kept = object.body.lifecycle?.some((lifecycle) => lifecycle.prevent_destroy === true);
      if (!is_kept && object.name !== 'logs') problems.push(`${where(object)}: prevent_destroy must be true`);
    }
  }
}
