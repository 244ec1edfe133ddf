variable "account_id" {
  type        = string
  description = "AWS account to prepare; another one is refused."

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "Give the twelve digits of an account."
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

variable "state_bucket" {
  type        = string
  description = "Name of the bucket for Terraform's state; unique in the world."

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.state_bucket))
    error_message = "Use 3 to 63 lower-case letters, digits and hyphens."
  }
}

variable "trail_bucket" {
  type        = string
  description = "Name of the bucket for the record of all calls to AWS; unique in the world."

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.trail_bucket))
    error_message = "Use 3 to 63 lower-case letters, digits and hyphens."
  }
}

variable "has_lock_table" {
  type        = bool
  description = "Whether there is also a DynamoDB table for locks, for a team whose Terraform is older than 1.10."
  default     = false
}

variable "promoted_to" {
  type        = list(string)
  description = "Accounts that may pull images from here: production's, in staging's account."
  default     = []

  validation {
    condition     = alltrue([for id in var.promoted_to : can(regex("^[0-9]{12}$", id))])
    error_message = "Give accounts of twelve digits."
  }
}
