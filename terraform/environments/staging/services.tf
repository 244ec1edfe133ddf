locals {
  cluster = { name = module.ecs.name, arn = module.ecs.arn }
}

module "auth" {
  source                          = "../../modules/ecs_service"
  name                            = local.name
  service                         = "auth"
  cluster                         = local.cluster
  image                           = var.image
  cpu                             = var.auth.cpu
  memory                          = var.auth.memory
  capacity                        = { min = var.auth.min, max = var.auth.max }
  target_cpu_percent              = 60
  environment                     = local.auth_environment
  secrets                         = local.secret_arns_of["auth"]
  execution_policy                = local.execution_policies["auth"]
  task_policy                     = local.task_policies["auth"]
  exec_policy                     = local.exec_policy
  vpc_id                          = module.vpc.id
  subnet_ids                      = module.vpc.app_subnet_ids
  port                            = 8004
  target_group_arn                = module.alb.target_group_arns["auth"]
  load_balancer_security_group_id = module.alb.security_group_id
  rollback_alarm_names            = [module.observability.alarm_names["auth-5xx"]]
  kms_key_arn                     = module.secrets.kms_key_arn
  log_retention_days              = var.log_retention_days
}

module "engine" {
  source                          = "../../modules/ecs_service"
  name                            = local.name
  service                         = "engine"
  cluster                         = local.cluster
  image                           = var.image
  cpu                             = var.engine.cpu
  memory                          = var.engine.memory
  capacity                        = { min = var.engine.min, max = var.engine.max }
  target_cpu_percent              = 60
  environment                     = local.engine_environment
  secrets                         = local.secret_arns_of["engine"]
  execution_policy                = local.execution_policies["engine"]
  task_policy                     = local.task_policies["engine"]
  exec_policy                     = local.exec_policy
  vpc_id                          = module.vpc.id
  subnet_ids                      = module.vpc.app_subnet_ids
  port                            = 8006
  target_group_arn                = module.alb.target_group_arns["engine"]
  load_balancer_security_group_id = module.alb.security_group_id
  rollback_alarm_names            = [module.observability.alarm_names["engine-5xx"]]
  kms_key_arn                     = module.secrets.kms_key_arn
  log_retention_days              = var.log_retention_days
}

# Every worker works both queues off, and runs schedules and deliveries, so one always stays.
module "worker" {
  source             = "../../modules/ecs_service"
  name               = local.name
  service            = "worker"
  cluster            = local.cluster
  image              = var.image
  cpu                = var.worker.cpu
  memory             = var.worker.memory
  capacity           = { min = var.worker.min, max = var.worker.max }
  spot_weight        = var.worker_spot_weight
  environment        = local.worker_environment
  secrets            = local.secret_arns_of["worker"]
  execution_policy   = local.execution_policies["worker"]
  task_policy        = local.task_policies["worker"]
  exec_policy        = local.exec_policy
  vpc_id             = module.vpc.id
  subnet_ids         = module.vpc.app_subnet_ids
  kms_key_arn        = module.secrets.kms_key_arn
  log_retention_days = var.log_retention_days
  backlog = {
    (module.quick_queue.name) = var.backlog_per_worker.quick
    (module.long_queue.name)  = var.backlog_per_worker.long
  }
}

# Run once by each deployment, before the services get its image.
module "migrate" {
  source             = "../../modules/ecs_service"
  name               = local.name
  service            = "migrate"
  cluster            = local.cluster
  image              = var.image
  cpu                = 256
  memory             = 512
  environment        = { ELEVAITE_DATA_DIR = local.common.ELEVAITE_DATA_DIR }
  secrets            = local.secret_arns_of["migrate"]
  execution_policy   = local.execution_policies["migrate"]
  task_policy        = local.task_policies["migrate"]
  vpc_id             = module.vpc.id
  subnet_ids         = module.vpc.app_subnet_ids
  kms_key_arn        = module.secrets.kms_key_arn
  log_retention_days = var.log_retention_days
}
