output "endpoint" {
  description = "Host and port that services connect to."
  value       = aws_db_instance.this.endpoint
}

output "identifier" {
  description = "Name of the instance, for alarms."
  value       = aws_db_instance.this.identifier
}

output "resource_id" {
  description = "Id that IAM policies name the instance by."
  value       = aws_db_instance.this.resource_id
}

output "database_name" {
  description = "The database."
  value       = aws_db_instance.this.db_name
}

output "master_secret_arn" {
  description = "Secret with the password of the owner, kept and rotated by RDS; for break-glass only."
  value       = aws_db_instance.this.master_user_secret[0].secret_arn
}
