output "endpoint" {
  description = "Host and port that services connect to, with TLS."
  value       = "${aws_elasticache_replication_group.this.primary_endpoint_address}:${aws_elasticache_replication_group.this.port}"
}

output "replication_group_id" {
  description = "Name of the group, for alarms."
  value       = aws_elasticache_replication_group.this.id
}
