variable "environment" {
  type        = string
  description = "Which environment this is."

  validation {
    condition     = contains(["staging", "production"], var.environment)
    error_message = "Use staging or production."
  }
}

variable "region" {
  type        = string
  description = "AWS region."

  validation {
    condition     = can(regex("^[a-z]{2}-[a-z]+-[0-9]$", var.region))
    error_message = "Give a region such as us-east-1."
  }
}

variable "account_id" {
  type        = string
  description = "AWS account of this environment; applying to another one is refused."

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "Give the twelve digits of an account."
  }
}

variable "cost_center" {
  type        = string
  description = "Tag by which the bill is divided."
  default     = "elevaite"

  validation {
    condition     = length(var.cost_center) > 0
    error_message = "Give a name."
  }
}

variable "cidr" {
  type        = string
  description = "IPv4 range of the VPC."

  validation {
    condition     = can(cidrsubnet(var.cidr, 8, 255))
    error_message = "Give an IPv4 range with at least 8 bits to divide, such as 10.20.0.0/16."
  }
}

variable "zone_count" {
  type        = number
  description = "Availability zones to use."

  validation {
    condition     = var.zone_count >= 2 && var.zone_count <= 3
    error_message = "Use 2 or 3."
  }
}

variable "nat_gateway_count" {
  type        = number
  description = "NAT gateways: 1 is cheap, one a zone survives the loss of a zone."

  validation {
    condition     = var.nat_gateway_count >= 1 && var.nat_gateway_count <= 3
    error_message = "Use 1 to 3."
  }
}

variable "image" {
  type        = string
  description = "Image that a new service begins with; deployments change it later."

  validation {
    condition     = can(regex("@sha256:[0-9a-f]{64}$", var.image))
    error_message = "Give REPOSITORY@sha256:DIGEST."
  }
}

variable "image_repository_arn" {
  type        = string
  description = "ARN of the ECR repository, an output of bootstrap."

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:ecr:.*:repository/", var.image_repository_arn))
    error_message = "Give the ARN of an ECR repository."
  }
}

variable "promoted_from_arn" {
  type        = string
  description = "Repository whose tested images are copied here: staging's, for production; null: images are built for this environment."
  default     = null

  validation {
    condition     = var.promoted_from_arn == null || can(regex("^arn:aws[a-z-]*:ecr:.*:repository/", var.promoted_from_arn))
    error_message = "Give the ARN of an ECR repository."
  }
}

variable "auth" {
  type        = object({ cpu = number, memory = number, min = number, max = number })
  description = "Size and number of the Auth API's tasks."

  validation {
    condition     = var.auth.min >= 1 && var.auth.max >= var.auth.min
    error_message = "The least must be at least one, and the most no less."
  }
}

variable "engine" {
  type        = object({ cpu = number, memory = number, min = number, max = number })
  description = "Size and number of the Workflow Engine's tasks."

  validation {
    condition     = var.engine.min >= 1 && var.engine.max >= var.engine.min
    error_message = "The least must be at least one, and the most no less."
  }
}

variable "worker" {
  type        = object({ cpu = number, memory = number, min = number, max = number })
  description = "Size and number of the workers."

  validation {
    condition     = var.worker.min >= 1 && var.worker.max >= var.worker.min
    error_message = "The least must be at least one, and the most no less."
  }
}

variable "worker_spot_weight" {
  type        = number
  description = "Of each further worker beyond the least, the share on Spot: 0 none, 1 half, 4 four fifths."

  validation {
    condition     = var.worker_spot_weight >= 0 && var.worker_spot_weight <= 10
    error_message = "Use 0 to 10."
  }
}

variable "backlog_per_worker" {
  type        = object({ quick = number, long = number })
  description = "Jobs of each queue, waiting or worked on, for each worker; below jobs.slots, or all slots are full before one is added."

  validation {
    condition     = var.backlog_per_worker.quick > 0 && var.backlog_per_worker.long > 0
    error_message = "Use positive numbers."
  }
}

variable "database" {
  type        = object({ instance_class = string, storage_gb = number, max_storage_gb = number, multi_az = bool, backup_retention_days = number, max_connections = number })
  description = "The database; max_connections is that of its size, of which services may use seven tenths."

  validation {
    condition     = var.database.max_connections > 0
    error_message = "Give a positive number of connections."
  }
}

variable "redis" {
  type        = object({ node_type = string, node_count = number })
  description = "Shared cache; null: none."
  default     = null

  validation {
    condition     = var.redis == null || try(var.redis.node_count > 0, false)
    error_message = "Use at least one node."
  }
}

variable "qdrant" {
  type        = object({ url = string, private_service_name = optional(string) })
  description = "Cluster at Qdrant Cloud; null: none."
  default     = null

  validation {
    condition     = var.qdrant == null || try(startswith(var.qdrant.url, "https://"), false)
    error_message = "Give an https address."
  }
}

variable "auth_host" {
  type        = string
  description = "Host name of the Auth API."

  validation {
    condition     = can(regex("^([a-z0-9-]+\\.)+[a-z]+$", var.auth_host))
    error_message = "Give a host name in lower case."
  }
}

variable "engine_host" {
  type        = string
  description = "Host name of the Workflow Engine."

  validation {
    condition     = can(regex("^([a-z0-9-]+\\.)+[a-z]+$", var.engine_host))
    error_message = "Give a host name in lower case."
  }
}

variable "auth_app_host" {
  type        = string
  description = "Host name of the Auth App, at Vercel."

  validation {
    condition     = can(regex("^([a-z0-9-]+\\.)+[a-z]+$", var.auth_app_host))
    error_message = "Give a host name in lower case."
  }
}

variable "app_host" {
  type        = string
  description = "Host name of the ElevAIte App, at Vercel."

  validation {
    condition     = can(regex("^([a-z0-9-]+\\.)+[a-z]+$", var.app_host))
    error_message = "Give a host name in lower case."
  }
}

variable "cookie_domain" {
  type        = string
  description = "Domain above both apps, which share the refresh cookie."

  validation {
    condition     = can(regex("^([a-z0-9-]+\\.)+[a-z]+$", var.cookie_domain)) && endswith(var.app_host, ".${var.cookie_domain}") && endswith(var.auth_app_host, ".${var.cookie_domain}")
    error_message = "Give the domain that both apps lie below."
  }
}

variable "dns_provider" {
  type        = string
  description = "Who answers for the zone."

  validation {
    condition     = contains(["route53", "cloudflare"], var.dns_provider)
    error_message = "Use route53 or cloudflare."
  }
}

variable "dns_zone_id" {
  type        = string
  description = "Id of the zone at that provider."

  validation {
    condition     = length(var.dns_zone_id) > 5
    error_message = "Give the id of the zone."
  }
}

variable "client_cidrs" {
  type        = set(string)
  description = "IPv4 ranges that may connect."
  default     = ["0.0.0.0/0"]

  validation {
    condition     = alltrue([for range in var.client_cidrs : can(cidrhost(range, 0))])
    error_message = "Give IPv4 ranges."
  }
}

variable "mail_from" {
  type        = string
  description = "Sender of e-mail."

  validation {
    condition     = can(regex("@", var.mail_from))
    error_message = "Give an address."
  }
}

variable "default_model" {
  type        = string
  description = "Model of agents that name none, as vendor:model."

  validation {
    condition     = can(regex("^(openai|anthropic|demo):", var.default_model))
    error_message = "Give openai:…, anthropic:… or demo:…."
  }
}

variable "model_vendors" {
  type        = set(string)
  description = "Vendors of models whose key an operator has put into Secrets Manager."

  validation {
    condition     = alltrue([for vendor in var.model_vendors : contains(["openai", "anthropic"], vendor)])
    error_message = "Use openai and anthropic."
  }
}

variable "sign_in_client_ids" {
  type        = map(string)
  description = "Client id of each provider through which people may sign in; its secret is in Secrets Manager."
  default     = {}

  validation {
    condition     = alltrue([for provider in keys(var.sign_in_client_ids) : contains(["google", "microsoft", "github"], provider)])
    error_message = "Use google, microsoft and github."
  }
}

variable "shell_access" {
  type        = bool
  description = "Whether operators may open a shell in a task; then its file system is writable."
  default     = false
}

variable "log_retention_days" {
  type        = number
  description = "Days that logs are kept."
  default     = 14

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1827, 3653], var.log_retention_days)
    error_message = "Use a retention that CloudWatch knows, such as 14, 30, 90 or 365."
  }
}

variable "alert_emails" {
  type        = set(string)
  description = "Addresses that alarms are mailed to."
  default     = []

  validation {
    condition     = alltrue([for address in var.alert_emails : can(regex("@", address))])
    error_message = "Give e-mail addresses."
  }
}

variable "slack" {
  type        = object({ workspace_id = string, channel_id = string })
  description = "Slack channel for alarms; null: none."
  default     = null

  validation {
    condition     = var.slack == null || try(length(var.slack.channel_id) > 0, false)
    error_message = "Give the ids of workspace and channel."
  }
}

variable "monthly_budget_usd" {
  type        = number
  description = "What the account may cost a month before the team is told."

  validation {
    condition     = var.monthly_budget_usd > 0
    error_message = "Give an amount above 0."
  }
}

variable "github" {
  type        = object({ owner = string, repository = string, repository_id = string })
  description = "The repository whose deploy jobs may take the role."

  validation {
    condition     = can(regex("^[0-9]+$", var.github.repository_id))
    error_message = "Give the number of the repository."
  }
}
