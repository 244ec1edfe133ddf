output "id" {
  description = "The cluster."
  value       = aws_ecs_cluster.this.id
}

output "arn" {
  description = "ARN of the cluster."
  value       = aws_ecs_cluster.this.arn
}

output "name" {
  description = "Name of the cluster."
  value       = aws_ecs_cluster.this.name
}

output "exec_log_group_name" {
  description = "Where the commands of ECS Exec sessions are written down."
  value       = aws_cloudwatch_log_group.exec.name
}
