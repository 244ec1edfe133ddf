locals {
  name = "elevaite-${var.environment}"
  # A bucket's name is unique in the world, and the account's number in it makes that likely.
  bucket = "${local.name}-${var.account_id}"

  # Known before the services exist, for what watches them and what they watch.
  service_names = { for service in ["auth", "engine", "worker"] : service => "${local.name}-${service}" }

  client_security_group_ids = {
    auth    = module.auth.security_group_id
    engine  = module.engine.security_group_id
    worker  = module.worker.security_group_id
    migrate = module.migrate.security_group_id
  }
}

module "secrets" {
  source       = "../../modules/secrets"
  name         = local.name
  secret_names = toset(keys(local.variable_of_secret))
}

module "vpc" {
  source             = "../../modules/vpc"
  name               = local.name
  cidr               = var.cidr
  zone_count         = var.zone_count
  nat_gateway_count  = var.nat_gateway_count
  kms_key_arn        = module.secrets.kms_key_arn
  log_retention_days = var.log_retention_days
}

module "ecs" {
  source             = "../../modules/ecs"
  name               = local.name
  kms_key_arn        = module.secrets.kms_key_arn
  log_retention_days = var.log_retention_days
}

module "rds" {
  source                    = "../../modules/rds"
  name                      = local.name
  vpc_id                    = module.vpc.id
  subnet_ids                = module.vpc.data_subnet_ids
  client_security_group_ids = local.client_security_group_ids
  kms_key_arn               = module.secrets.kms_key_arn
  instance_class            = var.database.instance_class
  storage_gb                = var.database.storage_gb
  max_storage_gb            = var.database.max_storage_gb
  multi_az                  = var.database.multi_az
  backup_retention_days     = var.database.backup_retention_days
}

# A quick job may begin five times, a long one three: what fails then fails for a reason.
module "quick_queue" {
  source                     = "../../modules/sqs"
  name                       = local.name
  role                       = "quick"
  visibility_timeout_seconds = 180
  max_receive_count          = 5
}

module "long_queue" {
  source                     = "../../modules/sqs"
  name                       = local.name
  role                       = "long"
  visibility_timeout_seconds = 300
  max_receive_count          = 3
}

module "files" {
  source       = "../../modules/s3"
  bucket       = "${local.bucket}-files"
  kms_key_arn  = module.secrets.kms_key_arn
  cors_origins = local.app_origins
}

module "redis" {
  count                     = var.redis == null ? 0 : 1
  source                    = "../../modules/redis"
  name                      = local.name
  vpc_id                    = module.vpc.id
  subnet_ids                = module.vpc.data_subnet_ids
  client_security_group_ids = local.client_security_group_ids
  kms_key_arn               = module.secrets.kms_key_arn
  node_type                 = var.redis.node_type
  node_count                = var.redis.node_count
}

module "qdrant" {
  count                     = var.qdrant == null ? 0 : 1
  source                    = "../../modules/qdrant"
  name                      = local.name
  url                       = var.qdrant.url
  private_service_name      = var.qdrant.private_service_name
  vpc_id                    = module.vpc.id
  subnet_ids                = module.vpc.app_subnet_ids
  client_security_group_ids = local.client_security_group_ids
}
