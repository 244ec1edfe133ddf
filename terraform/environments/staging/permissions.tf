# Who may do what, from the templates in policies/, which the tests evaluate.
locals {
  policies   = "${path.module}/../../policies"
  account    = "${var.region}:${var.account_id}"
  task_arns  = "arn:aws:ecs:${local.account}:task/${local.name}/*"
  queue_arns = [module.quick_queue.arn, module.long_queue.arn]

  resources = {
    region            = var.region
    kms_key_arn       = module.secrets.kms_key_arn
    bucket_arn        = module.files.arn
    queue_arns        = local.queue_arns
    task_arn_pattern  = local.task_arns
    database_user_arn = "arn:aws:rds-db:${local.account}:dbuser:${module.rds.resource_id}/elevaite_app"
  }

  task_policies = { for service in keys(local.secrets_of) :
    service => templatefile("${local.policies}/${service}.json.tftpl", local.resources)
  }

  execution_policies = { for service, secrets in local.secret_arns_of :
    service => templatefile("${local.policies}/execution.json.tftpl", {
      region         = var.region
      repository_arn = var.image_repository_arn
      log_group_arn  = "arn:aws:logs:${local.account}:log-group:/${local.name}/${service}"
      secret_arns    = values(secrets)
      kms_key_arn    = module.secrets.kms_key_arn
    })
  }

  exec_policy = var.shell_access ? templatefile("${local.policies}/exec.json.tftpl", {
    log_group_arn = "arn:aws:logs:${local.account}:log-group:${module.ecs.exec_log_group_name}"
    kms_key_arn   = module.secrets.kms_key_arn
  }) : null
}

module "github_oidc" {
  source        = "../../modules/github_oidc"
  name          = local.name
  environment   = var.environment
  owner         = var.github.owner
  repository    = var.github.repository
  repository_id = var.github.repository_id
  policy = templatefile("${local.policies}/deploy.json.tftpl", {
    repository_arn              = var.image_repository_arn
    pull_repository_arns        = compact([var.image_repository_arn, var.promoted_from_arn])
    cluster_arn                 = module.ecs.arn
    service_arns                = [for name in values(local.service_names) : "arn:aws:ecs:${local.account}:service/${local.name}/${name}"]
    migrate_task_definition_arn = "arn:aws:ecs:${local.account}:task-definition/${module.migrate.family}"
    migrate_log_group_arn       = "arn:aws:logs:${local.account}:log-group:${module.migrate.log_group_name}"
    task_arn_pattern            = local.task_arns
    role_arns = flatten([for service in [module.auth, module.engine, module.worker, module.migrate] :
    [service.execution_role_arn, service.task_role_arn]])
  })
}
