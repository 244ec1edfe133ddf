variable "dns_provider" {
  type        = string
  description = "Who answers for the zone."

  validation {
    condition     = contains(["route53", "cloudflare"], var.dns_provider)
    error_message = "Use route53 or cloudflare."
  }
}

variable "zone_id" {
  type        = string
  description = "Id of the zone at that provider."

  validation {
    condition     = length(var.zone_id) > 5
    error_message = "Give the id of the zone."
  }
}

variable "hosts" {
  type        = list(string)
  description = "Host names of the APIs; the first one names the certificate."

  validation {
    condition     = length(var.hosts) > 0 && alltrue([for host in var.hosts : can(regex("^[a-z0-9.-]+$", host))])
    error_message = "Give at least one host name, in lower case."
  }
}

variable "load_balancer" {
  type        = object({ dns_name = string, zone_id = string })
  description = "What the host names point to."

  validation {
    condition     = length(var.load_balancer.dns_name) > 0
    error_message = "Give name and zone of the load balancer."
  }
}

variable "is_proxied" {
  type        = bool
  description = "Whether Cloudflare stands in front; then the load balancer must admit only its addresses."
  default     = false
}
