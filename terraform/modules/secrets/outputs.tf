output "kms_key_arn" {
  description = "Key of this environment: logs, database, bucket, secrets, alarms."
  value       = aws_kms_key.this.arn
}

output "arns" {
  description = "ARN of each secret, by its name."
  value       = { for name, secret in aws_secretsmanager_secret.this : name => secret.arn }
}
