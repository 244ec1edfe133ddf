variable "bucket" {
  type        = string
  description = "Name of the bucket; unique in the world."

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.bucket))
    error_message = "Use 3 to 63 lower-case letters, digits and hyphens."
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

variable "cors_origins" {
  type        = list(string)
  description = "Origins of the web apps, whose pages follow presigned addresses."

  validation {
    condition     = alltrue([for origin in var.cors_origins : can(regex("^https://[^*/]+$", origin))])
    error_message = "Give https origins without a path and without wildcards."
  }
}

variable "noncurrent_days" {
  type        = number
  description = "Days that a deleted or replaced object can be brought back."
  default     = 30

  validation {
    condition     = var.noncurrent_days >= 1 && var.noncurrent_days <= 365
    error_message = "Use 1 to 365 days."
  }
}
