output "url" {
  description = "Address that services are given."
  value       = var.url
}

output "private_dns_names" {
  description = "Names that private link has; empty without it."
  value       = [for endpoint in aws_vpc_endpoint.private : endpoint.dns_entry[0].dns_name]
}
