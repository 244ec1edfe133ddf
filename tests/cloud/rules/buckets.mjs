// Buckets are private, encrypted, versioned and tidy; buckets and queues refuse plain HTTP.
import { expect_companion, expect_values, mentions, objects, where } from '../support/look.mjs';

export function check_buckets(tree, problems) {
  for (const bucket of objects(tree, 'aws_s3_bucket')) {
    const access = expect_companion(tree, bucket, 'aws_s3_bucket_public_access_block', problems);
    if (access) {
      expect_values(
        access,
        access.body,
        {
          block_public_acls: true,
          block_public_policy: true,
          ignore_public_acls: true,
          restrict_public_buckets: true,
        },
        problems,
      );
    }
    const versioning = expect_companion(tree, bucket, 'aws_s3_bucket_versioning', problems);
    if (versioning)
      expect_values(
        versioning,
        versioning.body.versioning_configuration?.[0],
        { status: 'Enabled' },
        problems,
      );
    const encryption = expect_companion(
      tree,
      bucket,
      'aws_s3_bucket_server_side_encryption_configuration',
      problems,
    );
    const applied = encryption?.body.rule?.[0].apply_server_side_encryption_by_default?.[0];
    // A load balancer can only write where S3's own key encrypts.
    const algorithm = bucket.name === 'logs' ? 'AES256' : 'aws:kms';
    if (encryption) expect_values(encryption, applied, { sse_algorithm: algorithm }, problems);
    if (algorithm === 'aws:kms' && !applied?.kms_master_key_id)
      problems.push(`${where(bucket)}: encrypted by which key?`);
    const lifecycle = expect_companion(tree, bucket, 'aws_s3_bucket_lifecycle_configuration', problems);
    if (!mentions(lifecycle?.body, 'abort_incomplete_multipart_upload')) {
      problems.push(`${where(bucket)}: uploads that nobody ends are kept, and paid for`);
    }
    if (!mentions(lifecycle?.body, 'noncurrent_version_expiration')) {
      problems.push(`${where(bucket)}: old versions are kept for ever`);
    }
    expect_companion(tree, bucket, 'aws_s3_bucket_policy', problems);
  }
  for (const account of objects(tree, 'aws_s3_account_public_access_block')) {
    expect_values(
      account,
      account.body,
      {
        block_public_acls: true,
        block_public_policy: true,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      },
      problems,
    );
  }
}

// Every bucket and queue refuses plain HTTP.
export function check_transport(tree, problems) {
  for (const folder of ['modules/s3', 'modules/sqs', 'modules/alb', 'bootstrap']) {
    const refusals = [...objects(tree, 'aws_iam_policy_document', 'data')]
      .filter(({ module }) => module.folder === folder)
      .flatMap(({ body }) => body.statement ?? [])
      .filter(
        (statement) =>
          statement.effect === 'Deny' &&
          mentions(statement.condition, 'aws:SecureTransport') &&
          mentions(statement.condition, '"false"') &&
          mentions(statement.principals, '"*"'),
      );
    if (refusals.length === 0) problems.push(`${folder}: plain HTTP is not refused`);
  }
}
