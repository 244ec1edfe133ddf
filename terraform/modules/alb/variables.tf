variable "name" {
  type        = string
  description = "Prefix of every name, such as elevaite-staging."

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,24}$", var.name))
    error_message = "Use 2 to 25 lower-case letters, digits and hyphens, a letter first."
  }
}

variable "vpc_id" {
  type        = string
  description = "The VPC."

  validation {
    condition     = startswith(var.vpc_id, "vpc-")
    error_message = "Give the id of a VPC."
  }
}

variable "subnet_ids" {
  type        = list(string)
  description = "Public subnets."

  validation {
    condition     = length(var.subnet_ids) >= 2 && alltrue([for id in var.subnet_ids : startswith(id, "subnet-")])
    error_message = "Give at least two subnets, in different zones."
  }
}

variable "certificate_arn" {
  type        = string
  description = "Certificate of the host names."

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:acm:", var.certificate_arn))
    error_message = "Give the ARN of a certificate of ACM."
  }
}

variable "services" {
  type        = map(object({ host = string, port = number, priority = number }))
  description = "What is served: host name, port of the tasks, order of the rule."

  validation {
    condition     = alltrue([for service in values(var.services) : can(regex("^[a-z0-9.-]+$", service.host)) && service.port > 1023])
    error_message = "Give host names in lower case and ports above 1023."
  }
}

variable "client_cidrs" {
  type        = set(string)
  description = "IPv4 ranges that may connect; those of Cloudflare where it stands in front."
  default     = ["0.0.0.0/0"]

  validation {
    condition     = alltrue([for range in var.client_cidrs : can(cidrhost(range, 0))])
    error_message = "Give IPv4 ranges."
  }
}

variable "tls_policy" {
  type        = string
  description = "Versions of TLS and ciphers that are accepted."
  default     = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"

  validation {
    condition     = startswith(var.tls_policy, "ELBSecurityPolicy-TLS13-1-2-Res")
    error_message = "Use a policy of TLS 1.2 and 1.3 only: ELBSecurityPolicy-TLS13-1-2-Res-…."
  }
}

variable "idle_timeout_seconds" {
  type        = number
  description = "Silence after which a connection is cut; streams send a comment every 15 seconds."
  default     = 300

  validation {
    condition     = var.idle_timeout_seconds >= 120 && var.idle_timeout_seconds <= 4000
    error_message = "Use 120 to 4000 seconds."
  }
}

variable "deregistration_seconds" {
  type        = number
  description = "How long a task that is being stopped may finish its answers."
  default     = 90

  validation {
    condition     = var.deregistration_seconds >= 30 && var.deregistration_seconds <= 3600
    error_message = "Use 30 to 3600 seconds."
  }
}

variable "requests_per_address" {
  type        = number
  description = "Requests of one address in five minutes, beyond which it is refused."
  default     = 3000

  validation {
    condition     = var.requests_per_address >= 100
    error_message = "Use at least 100."
  }
}

variable "log_bucket" {
  type        = string
  description = "Name of the bucket for the access logs; unique in the world."

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.log_bucket))
    error_message = "Use 3 to 63 lower-case letters, digits and hyphens."
  }
}

variable "log_retention_days" {
  type        = number
  description = "Days that access logs are kept."
  default     = 30

  validation {
    condition     = var.log_retention_days >= 1 && var.log_retention_days <= 3653
    error_message = "Use 1 to 3653 days."
  }
}

variable "deletion_protection" {
  type        = bool
  description = "Whether deleting the load balancer is refused."
  default     = true
}
