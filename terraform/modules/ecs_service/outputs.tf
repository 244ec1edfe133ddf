output "family" {
  description = "Family of the task definition."
  value       = aws_ecs_task_definition.this.family
}

output "service_name" {
  description = "Name of the service; null for tasks that are run once."
  value       = one(aws_ecs_service.this[*].name)
}

output "security_group_id" {
  description = "Security group of the tasks."
  value       = aws_security_group.this.id
}

output "execution_role_arn" {
  description = "Role by which ECS starts tasks."
  value       = aws_iam_role.execution.arn
}

output "task_role_arn" {
  description = "Role of the program."
  value       = aws_iam_role.task.arn
}

output "log_group_name" {
  description = "Where it logs."
  value       = aws_cloudwatch_log_group.this.name
}
