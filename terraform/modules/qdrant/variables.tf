variable "name" {
  type        = string
  description = "Prefix of every name, such as elevaite-staging."

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,24}$", var.name))
    error_message = "Use 2 to 25 lower-case letters, digits and hyphens, a letter first."
  }
}

variable "url" {
  type        = string
  description = "Address of the cluster at Qdrant Cloud, as the services reach it."

  validation {
    condition     = can(regex("^https://[^/]+$", var.url))
    error_message = "Give an https address without a path, such as https://xyz.aws.cloud.qdrant.io:6333."
  }
}

variable "private_service_name" {
  type        = string
  description = "Endpoint service of a cluster with private link; null: over the internet, with TLS."
  default     = null

  validation {
    condition     = var.private_service_name == null || can(regex("^com\\.amazonaws\\.vpce\\.", var.private_service_name))
    error_message = "Give the name of an endpoint service, com.amazonaws.vpce.…"
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
  description = "Subnets of the tasks."

  validation {
    condition     = length(var.subnet_ids) >= 2 && alltrue([for id in var.subnet_ids : startswith(id, "subnet-")])
    error_message = "Give at least two subnets, in different zones."
  }
}

variable "client_security_group_ids" {
  type        = map(string)
  description = "Security groups that may connect by private link, by a name that is known before they exist."

  validation {
    condition     = alltrue([for id in values(var.client_security_group_ids) : startswith(id, "sg-")])
    error_message = "Give ids of security groups."
  }
}
