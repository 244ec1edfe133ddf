resource "aws_route53_record" "proof" {
  for_each        = local.route53_hosts
  zone_id         = var.zone_id
  name            = local.proofs[each.key].resource_record_name
  type            = local.proofs[each.key].resource_record_type
  records         = [local.proofs[each.key].resource_record_value]
  ttl             = 300
  allow_overwrite = true
}

resource "aws_route53_record" "host" {
  for_each = local.route53_hosts
  zone_id  = var.zone_id
  name     = each.key
  type     = "A"

  alias {
    name                   = var.load_balancer.dns_name
    zone_id                = var.load_balancer.zone_id
    evaluate_target_health = true
  }
}
