variable "name" {
  type        = string
  description = "Prefix of every name, such as elevaite-staging."

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,24}$", var.name))
    error_message = "Use 2 to 25 lower-case letters, digits and hyphens, a letter first."
  }
}

variable "kms_key_arn" {
  type        = string
  description = "ARN of the key that encrypts what is stored here."

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:kms:", var.kms_key_arn))
    error_message = "Give the ARN of a KMS key."
  }
}

variable "slack" {
  type        = object({ workspace_id = string, channel_id = string })
  description = "Slack channel for alarms; null: none."
  default     = null

  validation {
    condition     = var.slack == null || try(length(var.slack.workspace_id) > 0 && length(var.slack.channel_id) > 0, false)
    error_message = "Give the ids of workspace and channel."
  }
}

variable "emails" {
  type        = set(string)
  description = "Addresses that alarms are mailed to."
  default     = []

  validation {
    condition     = alltrue([for address in var.emails : can(regex("@", address))])
    error_message = "Give e-mail addresses."
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

variable "cluster_name" {
  type        = string
  description = "The ECS cluster."

  validation {
    condition     = length(var.cluster_name) > 0
    error_message = "Give the name of the cluster."
  }
}

variable "services" {
  type        = map(object({ name = string, least = number }))
  description = "ECS services and the tasks each must have."

  validation {
    condition     = alltrue([for service in values(var.services) : service.least >= 0])
    error_message = "Give numbers of tasks."
  }
}

variable "load_balancer" {
  type        = string
  description = "How metrics name the load balancer."

  validation {
    condition     = can(regex("^app/", var.load_balancer))
    error_message = "Give the suffix of its ARN: app/…."
  }
}

variable "target_groups" {
  type        = map(string)
  description = "How metrics name the target group of each service."

  validation {
    condition     = alltrue([for group in values(var.target_groups) : can(regex("^targetgroup/", group))])
    error_message = "Give suffixes of ARNs: targetgroup/…."
  }
}

variable "queues" {
  type        = map(object({ name = string, dead_letter = string, oldest_seconds = number, deepest = number }))
  description = "Queues: names, the age that a message may reach, and how many may wait."

  validation {
    condition     = alltrue([for queue in values(var.queues) : queue.oldest_seconds > 0 && queue.deepest > 0])
    error_message = "Give positive numbers."
  }
}

variable "database" {
  type        = object({ identifier = string, connections = number, free_storage_gb = number })
  description = "The database and its bounds."

  validation {
    condition     = var.database.connections > 0 && var.database.free_storage_gb > 0
    error_message = "Give positive numbers."
  }
}

variable "nat_gateway_ids" {
  type        = map(string)
  description = "NAT gateways, by a name that is known before they exist."

  validation {
    condition     = alltrue([for id in values(var.nat_gateway_ids) : startswith(id, "nat-")])
    error_message = "Give ids of NAT gateways."
  }
}

variable "runbooks_url" {
  type        = string
  description = "Where the pages of docs/runbooks are read; each alarm names its own."

  validation {
    condition     = can(regex("^https://.*[^/]$", var.runbooks_url))
    error_message = "Give an https address without a slash at its end."
  }
}
