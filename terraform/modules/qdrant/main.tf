# The vectors lie at Qdrant Cloud; its API key is a secret as any other. What AWS adds is the private way.
locals {
  is_private = var.private_service_name != null
}

resource "aws_security_group" "private" {
  count       = local.is_private ? 1 : 0
  name        = "${var.name}-qdrant"
  description = "Private link to Qdrant Cloud"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "clients" {
  for_each                     = local.is_private ? var.client_security_group_ids : {}
  security_group_id            = aws_security_group.private[0].id
  description                  = "Qdrant from ${each.key}"
  referenced_security_group_id = each.value
  ip_protocol                  = "tcp"
  from_port                    = 6333
  to_port                      = 6333
}

resource "aws_vpc_endpoint" "private" {
  count              = local.is_private ? 1 : 0
  vpc_id             = var.vpc_id
  service_name       = var.private_service_name
  vpc_endpoint_type  = "Interface"
  subnet_ids         = var.subnet_ids
  security_group_ids = [aws_security_group.private[0].id]
  tags               = { Name = "${var.name}-qdrant" }
}
