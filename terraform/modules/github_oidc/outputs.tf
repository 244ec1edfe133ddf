output "role_arn" {
  description = "Role that the deploy jobs of this environment take."
  value       = aws_iam_role.deploy.arn
}
