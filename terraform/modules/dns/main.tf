locals {
  route53_hosts    = var.dns_provider == "route53" ? toset(var.hosts) : toset([])
  cloudflare_hosts = var.dns_provider == "cloudflare" ? toset(var.hosts) : toset([])
  # What ACM wants to see in the zone before it issues the certificate.
  proofs = { for option in aws_acm_certificate.this.domain_validation_options : option.domain_name => option }
}

resource "aws_acm_certificate" "this" {
  domain_name               = var.hosts[0]
  subject_alternative_names = slice(var.hosts, 1, length(var.hosts))
  validation_method         = "DNS"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_acm_certificate_validation" "this" {
  certificate_arn = aws_acm_certificate.this.arn
  depends_on      = [aws_route53_record.proof, cloudflare_dns_record.proof]
}
