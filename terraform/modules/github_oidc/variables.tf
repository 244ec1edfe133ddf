variable "name" {
  type        = string
  description = "Prefix of every name, such as elevaite-staging."

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,24}$", var.name))
    error_message = "Use 2 to 25 lower-case letters, digits and hyphens, a letter first."
  }
}

variable "environment" {
  type        = string
  description = "GitHub environment whose jobs may take the role."

  validation {
    condition     = contains(["staging", "production"], var.environment)
    error_message = "Use staging or production."
  }
}

variable "owner" {
  type        = string
  description = "Owner of the repository at GitHub."

  validation {
    condition     = can(regex("^[A-Za-z0-9-]+$", var.owner))
    error_message = "Give the name of a person or organisation."
  }
}

variable "repository" {
  type        = string
  description = "Name of the repository."

  validation {
    condition     = can(regex("^[A-Za-z0-9._-]+$", var.repository))
    error_message = "Give the name without its owner."
  }
}

variable "repository_id" {
  type        = string
  description = "Number of the repository: a name can be taken by somebody else after it was given up, the number never."

  validation {
    condition     = can(regex("^[0-9]+$", var.repository_id))
    error_message = "Give the number, as `gh api repos/OWNER/NAME --jq .id` prints it."
  }
}

variable "policy" {
  type        = string
  description = "What a deployment may do, as JSON."

  validation {
    condition     = can(jsondecode(var.policy).Statement)
    error_message = "Give an IAM policy as JSON."
  }
}
