# What the program is told: docs/configuration.md describes every key.
locals {
  app_origins = ["https://${var.app_host}", "https://${var.auth_app_host}"]

  # Longer than the load balancer's, or it would send requests into connections that we just closed.
  load_balancer_idle_seconds = 300

  common = {
    ELEVAITE_DATA_DIR             = "/data"
    ELEVAITE_LOG_LEVEL            = "info"
    ELEVAITE_DEMO_SEED            = "false"
    ELEVAITE_SHUTDOWN_GRACE       = "100s"
    ELEVAITE_HTTP_TRUSTED_PROXIES = "1"
    ELEVAITE_HTTP_IDLE_DEADLINE   = "${local.load_balancer_idle_seconds + 10}s"
    ELEVAITE_HTTP_CORS_ORIGINS    = join(",", local.app_origins)
    ELEVAITE_AUTH_PUBLIC_URL      = "https://${var.auth_host}"
    ELEVAITE_ENGINE_PUBLIC_URL    = "https://${var.engine_host}"
    ELEVAITE_WEB_AUTH_ORIGIN      = "https://${var.auth_app_host}"
    ELEVAITE_WEB_APP_ORIGIN       = "https://${var.app_host}"
    ELEVAITE_MAIL_FROM            = var.mail_from
  }

  sign_in = { for provider, id in var.sign_in_client_ids : "ELEVAITE_${upper(provider)}_CLIENT_ID" => id }

  auth_environment = merge(local.common, local.sign_in, {
    ELEVAITE_AUTH_ADDRESS       = "0.0.0.0"
    ELEVAITE_AUTH_COOKIE_DOMAIN = var.cookie_domain
  })

  # Both work with files, queues and models.
  work = {
    ELEVAITE_FILES_URL = join("", [
      "s3://${module.files.bucket}/files?region=${var.region}",
      "&sse=aws:kms&kms_key_id=${module.secrets.kms_key_arn}",
    ])
    ELEVAITE_JOBS_QUICK_URL = "sqs://${module.quick_queue.name}?region=${var.region}"
    ELEVAITE_JOBS_LONG_URL  = "sqs://${module.long_queue.name}?region=${var.region}"
    ELEVAITE_MODELS_DEFAULT = var.default_model
    # Tasks share no disk, so agents get no SQLite files.
    ELEVAITE_SQL_SQLITE_DIR = ""
  }

  engine_environment = merge(local.common, local.work, { ELEVAITE_ENGINE_ADDRESS = "0.0.0.0" })

  # Nobody outside asks a worker for anything, so its health stays on the loopback address.
  worker_environment = merge(local.common, local.work)
}

# Secrets, by the name that Secrets Manager has; each is put in before the first task starts, for ECS
# starts none that lacks one.
locals {
  vendor_secrets  = { for vendor in var.model_vendors : "${vendor}_api_key" => "ELEVAITE_${upper(vendor)}_API_KEY" }
  sign_in_secrets = { for provider in keys(var.sign_in_client_ids) : "${provider}_client_secret" => "ELEVAITE_${upper(provider)}_CLIENT_SECRET" }
  platform_secrets = {
    database_url  = "ELEVAITE_DATABASE_URL"
    master_keys   = "ELEVAITE_SECRETS_MASTER_KEYS"
    mail_url      = "ELEVAITE_MAIL_URL"
    metrics_token = "ELEVAITE_HTTP_METRICS_TOKEN"
  }
  # A migration opens the same database with the same keys, and sends no mail.
  migrate_secrets = { for name in ["database_url", "master_keys"] : name => local.platform_secrets[name] }

  variable_of_secret = merge(local.platform_secrets, local.vendor_secrets, local.sign_in_secrets)

  secrets_of = {
    auth    = merge(local.platform_secrets, local.sign_in_secrets)
    engine  = merge(local.platform_secrets, local.vendor_secrets)
    worker  = merge(local.platform_secrets, local.vendor_secrets)
    migrate = local.migrate_secrets
  }

  secret_arns_of = { for service, names in local.secrets_of : service => {
    for name, variable in names : variable => module.secrets.arns[name]
  } }
}
