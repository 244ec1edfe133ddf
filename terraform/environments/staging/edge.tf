module "alb" {
  source               = "../../modules/alb"
  name                 = local.name
  vpc_id               = module.vpc.id
  subnet_ids           = module.vpc.public_subnet_ids
  certificate_arn      = module.dns.certificate_arn
  client_cidrs         = var.client_cidrs
  idle_timeout_seconds = local.load_balancer_idle_seconds
  log_bucket           = "${local.bucket}-access-logs"
  services = {
    auth   = { host = var.auth_host, port = 8004, priority = 10 }
    engine = { host = var.engine_host, port = 8006, priority = 20 }
  }
}

module "dns" {
  source        = "../../modules/dns"
  dns_provider  = var.dns_provider
  zone_id       = var.dns_zone_id
  hosts         = [var.engine_host, var.auth_host]
  load_balancer = { dns_name = module.alb.dns_name, zone_id = module.alb.zone_id }
}

module "observability" {
  source             = "../../modules/observability"
  name               = local.name
  kms_key_arn        = module.secrets.kms_key_arn
  slack              = var.slack
  emails             = var.alert_emails
  monthly_budget_usd = var.monthly_budget_usd
  runbooks_url       = "https://github.com/${var.github.owner}/${var.github.repository}/blob/main/docs/runbooks"
  cluster_name       = module.ecs.name
  services = {
    auth   = { name = local.service_names["auth"], least = var.auth.min }
    engine = { name = local.service_names["engine"], least = var.engine.min }
    worker = { name = local.service_names["worker"], least = var.worker.min }
  }
  load_balancer = module.alb.arn_suffix
  target_groups = module.alb.target_group_arn_suffixes
  queues = {
    quick = { name = module.quick_queue.name, dead_letter = module.quick_queue.dead_letter_name, oldest_seconds = 60, deepest = 1000 }
    long  = { name = module.long_queue.name, dead_letter = module.long_queue.dead_letter_name, oldest_seconds = 900, deepest = 500 }
  }
  database = {
    identifier      = module.rds.identifier
    connections     = floor(var.database.max_connections * 0.7)
    free_storage_gb = ceil(var.database.storage_gb / 5)
  }
  nat_gateway_ids = module.vpc.nat_gateway_ids
}
