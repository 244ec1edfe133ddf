output "id" {
  description = "The VPC."
  value       = aws_vpc.this.id
}

output "cidr" {
  description = "Its IPv4 range."
  value       = aws_vpc.this.cidr_block
}

output "public_subnet_ids" {
  description = "Subnets of the load balancer and the NAT gateways."
  value       = [for zone in local.zones : aws_subnet.public[zone].id]
}

output "app_subnet_ids" {
  description = "Subnets of the tasks: they reach out through NAT, nobody reaches in."
  value       = [for zone in local.zones : aws_subnet.app[zone].id]
}

output "data_subnet_ids" {
  description = "Subnets of the database and the cache: no way out."
  value       = [for zone in local.zones : aws_subnet.data[zone].id]
}

output "nat_gateway_ids" {
  description = "The NAT gateway of each zone, for alarms."
  value       = { for zone, gateway in aws_nat_gateway.this : zone => gateway.id }
}
