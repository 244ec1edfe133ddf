variable "name" {
  type        = string
  description = "Prefix of every name, such as elevaite-staging."

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,24}$", var.name))
    error_message = "Use 2 to 25 lower-case letters, digits and hyphens, a letter first."
  }
}

variable "secret_names" {
  type        = set(string)
  description = "Secrets to make room for; an operator puts the values in."

  validation {
    condition     = alltrue([for name in var.secret_names : can(regex("^[a-z][a-z0-9_]*$", name))])
    error_message = "Use lower-case letters, digits and underscores."
  }
}

variable "recovery_window_days" {
  type        = number
  description = "Days in which a deleted secret can be brought back."
  default     = 14

  validation {
    condition     = var.recovery_window_days >= 7 && var.recovery_window_days <= 30
    error_message = "Use 7 to 30 days."
  }
}
