resource "cloudflare_dns_record" "proof" {
  for_each = local.cloudflare_hosts
  zone_id  = var.zone_id
  name     = trimsuffix(local.proofs[each.key].resource_record_name, ".")
  type     = local.proofs[each.key].resource_record_type
  content  = trimsuffix(local.proofs[each.key].resource_record_value, ".")
  ttl      = 300
  proxied  = false
}

# Cloudflare wants ttl 1 (automatic) of what it stands in front of.
resource "cloudflare_dns_record" "host" {
  for_each = local.cloudflare_hosts
  zone_id  = var.zone_id
  name     = each.key
  type     = "CNAME"
  content  = var.load_balancer.dns_name
  ttl      = var.is_proxied ? 1 : 300
  proxied  = var.is_proxied
}
