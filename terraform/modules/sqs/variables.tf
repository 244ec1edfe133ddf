variable "name" {
  type        = string
  description = "Prefix of every name, such as elevaite-staging."

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,24}$", var.name))
    error_message = "Use 2 to 25 lower-case letters, digits and hyphens, a letter first."
  }
}

variable "role" {
  type        = string
  description = "What the queue is for: quick or long jobs."

  validation {
    condition     = contains(["quick", "long"], var.role)
    error_message = "Use quick or long: the program has these two queues."
  }
}

variable "visibility_timeout_seconds" {
  type        = number
  description = "How long a received message stays hidden; workers extend it while they work."

  validation {
    condition     = var.visibility_timeout_seconds >= 30 && var.visibility_timeout_seconds <= 43200
    error_message = "Use 30 seconds to 12 hours."
  }
}

variable "max_receive_count" {
  type        = number
  description = "Receives after which a message is a dead letter."

  validation {
    condition     = var.max_receive_count >= 2 && var.max_receive_count <= 1000
    error_message = "Use 2 to 1000: with 1 every lost worker makes a dead letter."
  }
}

variable "retention_days" {
  type        = number
  description = "Days that a message waits at most."
  default     = 4

  validation {
    condition     = var.retention_days >= 1 && var.retention_days <= 13
    error_message = "Use 1 to 13 days: the dead-letter queue keeps 14, counted from the first sending."
  }
}
