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
  description = "Subnets without a way out."

  validation {
    condition     = length(var.subnet_ids) >= 2 && alltrue([for id in var.subnet_ids : startswith(id, "subnet-")])
    error_message = "Give at least two subnets, in different zones."
  }
}

variable "client_security_group_ids" {
  type        = map(string)
  description = "Security groups that may connect, by a name that is known before they exist."

  validation {
    condition     = alltrue([for id in values(var.client_security_group_ids) : startswith(id, "sg-")])
    error_message = "Give ids of security groups."
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

variable "instance_class" {
  type        = string
  description = "Size of the instance."

  validation {
    condition     = can(regex("^db\\.[a-z0-9]+\\.[a-z0-9]+$", var.instance_class))
    error_message = "Give an instance class such as db.t4g.small."
  }
}

variable "engine_version" {
  type        = string
  description = "Major version of PostgreSQL."
  default     = "17"

  validation {
    condition     = contains(["16", "17", "18"], var.engine_version)
    error_message = "Use 16, 17 or 18."
  }
}

variable "storage_gb" {
  type        = number
  description = "Storage at the start, in GiB."
  default     = 20

  validation {
    condition     = var.storage_gb >= 20 && var.storage_gb <= 65536
    error_message = "Use 20 to 65536 GiB."
  }
}

variable "max_storage_gb" {
  type        = number
  description = "Storage that it may grow to by itself, in GiB."
  default     = 100

  validation {
    condition     = var.max_storage_gb > var.storage_gb
    error_message = "Leave room to grow: more than storage_gb."
  }
}

variable "multi_az" {
  type        = bool
  description = "Whether a standby in another zone takes over when the instance or its zone fails."
  default     = false
}

variable "backup_retention_days" {
  type        = number
  description = "Days back to which any second can be restored."
  default     = 7

  validation {
    condition     = var.backup_retention_days >= 1 && var.backup_retention_days <= 35
    error_message = "Use 1 to 35 days."
  }
}

variable "deletion_protection" {
  type        = bool
  description = "Whether deleting the database is refused."
  default     = true
}
