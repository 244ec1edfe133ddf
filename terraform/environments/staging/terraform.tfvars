environment          = "staging"
region               = "us-east-1"
account_id           = "111111111111"
image                = "111111111111.dkr.ecr.us-east-1.amazonaws.com/elevaite@sha256:0000000000000000000000000000000000000000000000000000000000000000"
image_repository_arn = "arn:aws:ecr:us-east-1:111111111111:repository/elevaite"

cidr              = "10.20.0.0/16"
zone_count        = 2
nat_gateway_count = 1

auth               = { cpu = 256, memory = 512, min = 1, max = 2 }
engine             = { cpu = 256, memory = 512, min = 1, max = 3 }
worker             = { cpu = 256, memory = 512, min = 1, max = 4 }
worker_spot_weight = 4
backlog_per_worker = { quick = 200, long = 150 }

database = {
  instance_class        = "db.t4g.micro"
  storage_gb            = 20
  max_storage_gb        = 50
  multi_az              = false
  backup_retention_days = 7
  max_connections       = 110
}

auth_host     = "auth-api.staging.example.com"
engine_host   = "api.staging.example.com"
auth_app_host = "auth.staging.example.com"
app_host      = "app.staging.example.com"
cookie_domain = "staging.example.com"
dns_provider  = "cloudflare"
dns_zone_id   = "0123456789abcdef0123456789abcdef"

mail_from     = "ElevAIte staging <no-reply@staging.example.com>"
default_model = "openai:gpt-4.1-mini"
model_vendors = ["openai"]

shell_access       = true
log_retention_days = 14
alert_emails       = ["platform@example.com"]
monthly_budget_usd = 150
github             = { owner = "example", repository = "elevaite", repository_id = "100000000" }
