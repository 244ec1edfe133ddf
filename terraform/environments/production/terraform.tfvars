environment          = "production"
region               = "us-east-1"
account_id           = "222222222222"
image                = "222222222222.dkr.ecr.us-east-1.amazonaws.com/elevaite@sha256:0000000000000000000000000000000000000000000000000000000000000000"
image_repository_arn = "arn:aws:ecr:us-east-1:222222222222:repository/elevaite"
promoted_from_arn    = "arn:aws:ecr:us-east-1:111111111111:repository/elevaite"

cidr              = "10.30.0.0/16"
zone_count        = 2
nat_gateway_count = 2

auth               = { cpu = 512, memory = 1024, min = 2, max = 6 }
engine             = { cpu = 1024, memory = 2048, min = 2, max = 10 }
worker             = { cpu = 512, memory = 1024, min = 2, max = 20 }
worker_spot_weight = 4
backlog_per_worker = { quick = 200, long = 150 }

database = {
  instance_class        = "db.t4g.small"
  storage_gb            = 50
  max_storage_gb        = 500
  multi_az              = true
  backup_retention_days = 30
  max_connections       = 225
}

auth_host     = "auth-api.example.com"
engine_host   = "api.example.com"
auth_app_host = "auth.example.com"
app_host      = "app.example.com"
cookie_domain = "example.com"
dns_provider  = "cloudflare"
dns_zone_id   = "0123456789abcdef0123456789abcdef"

mail_from     = "ElevAIte <no-reply@example.com>"
default_model = "openai:gpt-4.1-mini"
model_vendors = ["openai", "anthropic"]

shell_access       = false
log_retention_days = 90
alert_emails       = ["platform@example.com"]
monthly_budget_usd = 700
github             = { owner = "example", repository = "elevaite", repository_id = "100000000" }
