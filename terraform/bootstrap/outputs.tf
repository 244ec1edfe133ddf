output "state_bucket" {
  description = "Bucket for the backends of the environments."
  value       = aws_s3_bucket.this["state"].bucket
}

output "state_key_arn" {
  description = "Key that encrypts it."
  value       = aws_kms_key.this.arn
}

output "lock_table" {
  description = "DynamoDB table for locks; null without one."
  value       = one(aws_dynamodb_table.lock[*].name)
}

output "image_repository_url" {
  description = "Where images are pushed."
  value       = aws_ecr_repository.this.repository_url
}

output "image_repository_arn" {
  description = "For image_repository_arn of the environments."
  value       = aws_ecr_repository.this.arn
}
