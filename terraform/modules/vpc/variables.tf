variable "name" {
  type        = string
  description = "Prefix of every name, such as elevaite-staging."

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,24}$", var.name))
    error_message = "Use 2 to 25 lower-case letters, digits and hyphens, a letter first."
  }
}

variable "cidr" {
  type        = string
  description = "IPv4 range of the VPC; a /16 leaves room for every subnet."

  validation {
    condition     = can(cidrsubnet(var.cidr, 8, 255))
    error_message = "Give an IPv4 range with at least 8 bits to divide, such as 10.20.0.0/16."
  }
}

variable "zone_count" {
  type        = number
  description = "Availability zones to use."
  default     = 2

  validation {
    condition     = var.zone_count >= 2 && var.zone_count <= 3
    error_message = "Use 2 or 3 zones: the load balancer and the database need two."
  }
}

variable "nat_gateway_count" {
  type        = number
  description = "NAT gateways: 1 is cheap, one a zone survives the loss of a zone."
  default     = 1

  validation {
    condition     = var.nat_gateway_count >= 1 && var.nat_gateway_count <= var.zone_count
    error_message = "Use at least 1 and at most one a zone: tasks have no other way out."
  }
}

variable "interface_endpoints" {
  type        = set(string)
  description = "AWS services reached inside the VPC instead of through NAT, such as ecr.dkr; each costs by the hour and zone."
  default     = []

  validation {
    condition     = alltrue([for service in var.interface_endpoints : can(regex("^[a-z0-9.-]+$", service))])
    error_message = "Give service names without the region, such as secretsmanager or ecr.dkr."
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

variable "log_retention_days" {
  type        = number
  description = "Days that logs are kept."
  default     = 14

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1827, 3653], var.log_retention_days)
    error_message = "Use a retention that CloudWatch knows, such as 14, 30, 90 or 365."
  }
}
