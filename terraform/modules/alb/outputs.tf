output "dns_name" {
  description = "Name that the host names point to."
  value       = aws_lb.this.dns_name
}

output "zone_id" {
  description = "Route 53 zone of that name."
  value       = aws_lb.this.zone_id
}

output "security_group_id" {
  description = "Security group of the load balancer."
  value       = aws_security_group.this.id
}

output "arn_suffix" {
  description = "How metrics name the load balancer."
  value       = aws_lb.this.arn_suffix
}

output "target_group_arns" {
  description = "Target group of each service, once the load balancer sends requests there."
  value       = { for name, group in aws_lb_target_group.this : name => group.arn }
  depends_on  = [aws_lb_listener_rule.host]
}

output "target_group_arn_suffixes" {
  description = "How metrics name the target groups."
  value       = { for name, group in aws_lb_target_group.this : name => group.arn_suffix }
}
