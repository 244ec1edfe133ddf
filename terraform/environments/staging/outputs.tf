output "deploy_role_arn" {
  description = "Role of the deploy jobs; a variable of the GitHub environment."
  value       = module.github_oidc.role_arn
}

output "cluster_name" {
  description = "The ECS cluster."
  value       = module.ecs.name
}

output "service_names" {
  description = "ECS services, in the order in which they are deployed."
  value       = [module.auth.service_name, module.engine.service_name, module.worker.service_name]
}

output "migrate" {
  description = "What the migration of a deployment runs with."
  value       = { family = module.migrate.family, subnet_ids = module.vpc.app_subnet_ids, security_group_id = module.migrate.security_group_id, log_group = module.migrate.log_group_name }
}

output "urls" {
  description = "Addresses of the APIs."
  value       = { auth = "https://${var.auth_host}", engine = "https://${var.engine_host}" }
}

output "database_endpoint" {
  description = "Host and port for the database URL that an operator puts into Secrets Manager."
  value       = module.rds.endpoint
}

output "database_owner_secret_arn" {
  description = "Password of the database's owner, for break-glass."
  value       = module.rds.master_secret_arn
}

output "secret_arns" {
  description = "Secrets whose values an operator puts in."
  value       = module.secrets.arns
}

output "redis_endpoint" {
  description = "Host and port of the cache; null without one."
  value       = one(module.redis[*].endpoint)
}

output "qdrant" {
  description = "Address of Qdrant and its private names; null without it."
  value       = one(module.qdrant[*])
}

output "dashboard" {
  description = "CloudWatch dashboard."
  value       = module.observability.dashboard
}
